"use strict";
(() => {
  const STALE = 20000;
  const LIGHT = ["#0072b2", "#c84e00", "#00795a", "#b0478a", "#806000", "#3a6ea5", "#5b3fa0", "#555555"];
  const DARK = ["#56b4e9", "#ff9e4a", "#2fc79b", "#e79ac6", "#f0e442", "#8fd0ff", "#b9a5f0", "#bbbbbb"];
  // A row: epoch, training loss, training accuracy, validation loss, validation accuracy, learning rate, images/s.
  const PANELS = [
    { name: "Loss (nats)", training: 1, validation: 3 },
    { name: "Accuracy (%)", training: 2, validation: 4 },
    { name: "Learning rate", training: 5 },
    { name: "Images/s", training: 6 },
  ];
  const $ = id => document.getElementById(id);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colour = k => (dark.matches ? DARK : LIGHT)[k % LIGHT.length];
  const hidden = new Set(); // names of curves that were switched off
  const given = new Map(); // each part as it was written, before sorting and the like
  let data = JSON.parse($("data").textContent);
  let sorted = null;

  const words = value => String(Number(value.toPrecision(4)));
  const isShown = name => !hidden.has(name) && (!data.many || !rowOf(name)?.hidden);
  const rowOf = name => [...document.querySelectorAll("#runs tbody tr")].find(row => row.dataset.href === name);

  function curves(panel) {
    if (data.many) {
      return data.runs.map(run => ({ name: run.href, label: run.name, rows: run.rows, column: panel.validation ?? panel.training }));
    }
    const kinds = panel.validation ? ["training", "validation"] : ["training"];
    return kinds.map(kind => ({ name: kind, label: panel.validation ? kind : "", rows: data.runs[0].rows, column: panel[kind] }));
  }

  function table(lines) {
    const xs = [...new Set(lines.flatMap(line => line.rows.filter(row => row[line.column] != null).map(row => row[0])))];
    xs.sort((a, b) => a - b);
    const places = new Map(xs.map((x, k) => [x, k]));
    return [xs, ...lines.map(line => {
      const ys = new Array(xs.length).fill(null);
      line.rows.forEach(row => { if (row[line.column] != null) ys[places.get(row[0])] = row[line.column]; });
      return ys;
    })];
  }

  function read(panel, chart) {
    const at = chart.cursor.idx ?? chart.data[0].length - 1;
    const texts = panel.lines
      .map((line, k) => ({ label: line.label, value: chart.data[k + 1][at], shown: chart.series[k + 1].show }))
      .filter(line => line.shown && line.value != null)
      .map(line => `${line.label} ${words(line.value)}`.trim());
    const more = texts.length > 6 ? `, and ${texts.length - 6} more` : "";
    const text = at < 0 ? "no epoch yet" : `epoch ${words(chart.data[0][at])}: ${texts.slice(0, 6).join(", ")}${more}`;
    panel.output.textContent = text;
    panel.chart.setAttribute("aria-label", `${panel.name} over epochs; ${text}`);
  }

  function build(panel, values) {
    panel.plot?.destroy();
    const axis = { stroke: style("--ink"), grid: { stroke: style("--line"), width: 1 }, ticks: { stroke: style("--line") } };
    panel.plot = new uPlot({
      width: panel.chart.clientWidth || 300,
      height: 240,
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { size: 8 } },
      scales: { x: { time: false } },
      axes: [{ ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] }, { ...axis, size: 66, values: (_, ticks) => ticks.map(words) }],
      series: [{}, ...panel.lines.map((line, k) => ({
        label: line.label,
        stroke: colour(k),
        width: 2,
        dash: k < LIGHT.length ? undefined : [6, 4],
        spanGaps: true,
        show: isShown(line.name),
        points: { show: values[0].length < 30, size: 5 },
      }))],
      hooks: { setCursor: [chart => read(panel, chart)] },
    }, values, panel.chart);
  }

  function draw() {
    for (const panel of PANELS) {
      panel.lines = curves(panel);
      const values = table(panel.lines);
      const shape = [dark.matches, values[0].length < 30, ...panel.lines.map(line => line.name)].join("\n");
      if (shape !== panel.shape) {
        panel.shape = shape;
        build(panel, values);
      } else {
        panel.plot.setData(values);
      }
      read(panel, panel.plot);
    }
    colourRows();
  }

  function toggle() {
    for (const panel of PANELS) {
      panel.lines.forEach((line, k) => {
        const show = isShown(line.name);
        if (panel.plot.series[k + 1].show !== show) panel.plot.setSeries(k + 1, { show });
      });
      read(panel, panel.plot);
    }
  }

  function step(panel, event) {
    const last = panel.plot.data[0].length - 1;
    const at = panel.plot.cursor.idx ?? last;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    const x = panel.plot.data[0][Math.min(last, Math.max(0, to))];
    panel.plot.setCursor({ left: panel.plot.valToPos(x, "x"), top: 60 });
  }

  function panels() {
    for (const panel of PANELS) {
      const place = document.createElement("div");
      place.className = "panel";
      place.innerHTML = `<h3>${panel.name}</h3><output></output><div class="chart" tabindex="0" role="img"></div>`;
      $("panels").append(place);
      panel.output = place.querySelector("output");
      panel.output.setAttribute("aria-live", "off");
      panel.chart = place.querySelector(".chart");
      panel.chart.addEventListener("keydown", event => step(panel, event));
      new ResizeObserver(() => panel.plot?.setSize({ width: panel.chart.clientWidth, height: 240 })).observe(panel.chart);
    }
    if (data.many) return;
    ["training", "validation"].forEach(name => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.setAttribute("aria-pressed", "true");
      button.addEventListener("click", () => {
        if (!hidden.delete(name)) hidden.add(name);
        button.setAttribute("aria-pressed", String(!hidden.has(name)));
        toggle();
      });
      $("legend").append(button);
    });
  }

  function colourRows() {
    [...$("legend").children].forEach((button, k) => button.style.setProperty("--curve", colour(k)));
    if (data.many) {
      data.runs.forEach((run, k) => rowOf(run.href)?.querySelector(".swatch").style.setProperty("--curve", colour(k)));
    }
  }

  function arrange() {
    if (!data.many) return;
    const body = $("runs").tBodies[0];
    const wanted = $("filter").value.toLowerCase().split(/[\s,]+/).filter(Boolean);
    for (const row of body.rows) {
      row.hidden = !wanted.every(word => row.textContent.toLowerCase().includes(word));
      row.querySelector("input").checked = !hidden.has(row.dataset.href);
    }
    if (sorted) {
      const key = row => row.cells[sorted.column].textContent;
      const number = row => Number.isNaN(parseFloat(key(row))) ? -1 : parseFloat(key(row));
      const numeric = sorted.column >= 4 && sorted.column <= 6;
      const order = (a, b) => numeric ? number(a) - number(b) : key(a).localeCompare(key(b), undefined, { numeric: true });
      [...body.rows].sort((a, b) => (sorted.up ? 1 : -1) * order(a, b)).forEach(row => body.append(row));
    }
  }

  function list() {
    if (!data.many) return;
    $("filter").addEventListener("input", () => { arrange(); toggle(); });
    $("runs").tBodies[0].addEventListener("change", event => {
      const name = event.target.closest("tr").dataset.href;
      if (event.target.checked) hidden.delete(name); else hidden.add(name);
      toggle();
    });
    document.querySelectorAll("#runs th button").forEach(button => button.addEventListener("click", () => {
      const column = button.closest("th").cellIndex;
      const numeric = column >= 4 && column <= 6;
      sorted = { column, up: sorted?.column === column ? !sorted.up : !numeric };
      document.querySelectorAll("#runs th").forEach(other => other.removeAttribute("aria-sort"));
      button.closest("th").setAttribute("aria-sort", sorted.up ? "ascending" : "descending");
      arrange();
    }));
  }

  function tick() {
    const now = Date.now();
    const isStale = run => run.state === "running" && now - run.written > STALE;
    const ago = ms => ms < 120000 ? `${Math.max(0, Math.round(ms / 1000))} s` : `${Math.round(ms / 60000)} min`;
    if (!data.many) {
      const stale = isStale(data.runs[0]);
      $("age").textContent = data.live ? `written ${ago(now - data.written)} ago` : `written ${new Date(data.written).toLocaleString()}`;
      document.querySelector(".state").classList.toggle("stale", stale);
      document.querySelector(".state b").textContent = stale ? "stale" : data.runs[0].state;
      const text = stale ? "Nothing has been written here for " + (now - data.written < 120000 ? "more than 20 s" : "minutes")
        + ": the process was killed, or its machine sleeps or is gone." : "";
      if ($("stale").textContent !== text) $("stale").textContent = text;
      $("stale").hidden = !stale;
      return;
    }
    for (const run of data.runs) {
      const cell = rowOf(run.href)?.querySelector(".of-state");
      if (!cell) continue;
      cell.textContent = isStale(run) ? `stale for ${ago(now - run.written)}` : run.state;
      cell.classList.toggle("stale", isStale(run));
    }
  }

  function show(next) {
    if (next.written <= data.written) return;
    const fresh = document.createElement("template");
    fresh.innerHTML = next.main;
    for (const part of fresh.content.querySelectorAll("[data-part]")) {
      const name = part.dataset.part, old = document.querySelector(`[data-part="${name}"]`);
      if (!old || given.get(name) === part.innerHTML) continue;
      const focus = old.contains(document.activeElement) ? [...old.querySelectorAll("a, code, input, [tabindex]")].indexOf(document.activeElement) : -1;
      given.set(name, part.innerHTML);
      old.innerHTML = part.innerHTML;
      const section = part.closest("section");
      if (section) old.closest("section").hidden = section.hidden;
      if (focus >= 0) old.querySelectorAll("a, code, input, [tabindex]")[focus]?.focus();
    }
    for (const run of next.runs) { // what the run itself said since is newer
      const before = data.runs.find(other => other.href === run.href);
      if (data.many && before?.written > run.written) Object.assign(run, { written: before.written, rows: before.rows, state: before.state });
    }
    data = next;
    arrange();
    draw();
    toggle();
    tick();
  }

  window.cifarLab = next => {
    const from = document.currentScript.dataset.from;
    const run = data.runs.find(other => other.href === from);
    if (from === "") {
      show(next);
    } else if (run) {
      Object.assign(run, { written: next.written, rows: next.runs[0].rows, state: next.runs[0].state });
      draw();
      tick();
    }
  };

  function ask(from) {
    const script = document.createElement("script"); // unlike fetch, it also reads files
    script.dataset.from = from;
    script.src = `${from}state.js?${Date.now()}`;
    script.onload = script.onerror = () => script.remove();
    document.head.append(script);
  }

  function poll() {
    if (!data.live) return;
    ask("");
    if (data.many) data.runs.filter(run => run.state === "running").forEach(run => ask(run.href));
    setTimeout(poll, data.every);
  }

  document.querySelectorAll("[data-part]").forEach(part => given.set(part.dataset.part, part.innerHTML));
  panels();
  list();
  arrange();
  draw();
  tick();
  dark.addEventListener("change", draw);
  setInterval(tick, 1000);
  poll();
})();
