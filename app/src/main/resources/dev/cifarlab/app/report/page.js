"use strict";
// A page's list, and how it renews itself.
function colourRows() {
  [...$("legend").children].forEach((button, k) => button.style.setProperty("--curve", colour(k)));
  if (!data.many) return;
  data.runs.forEach((run, k) => rowOf(run.href)?.querySelector(".swatch").style.setProperty("--curve", colour(k)));
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
    const order = (a, b) => isNumeric(sorted.column) ? number(a) - number(b)
      : key(a).localeCompare(key(b), undefined, { numeric: true });
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
    sorted = { column, up: sorted?.column === column ? !sorted.up : !isNumeric(column) };
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
    const stale = isStale(data.runs[0]), when = new Date(data.written).toLocaleString();
    $("age").textContent = `written ${data.live ? ago(now - data.written) + " ago" : when}`;
    document.querySelector(".state").classList.toggle("stale", stale);
    document.querySelector(".state b").textContent = stale ? "stale" : data.runs[0].state;
    if ($("stale").hidden === stale) $("stale").textContent = `Nothing has been written here since ${when}: `
      + "the process was killed, or its machine sleeps or is gone.";
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
    const focusable = () => [...old.querySelectorAll("a, input, [tabindex]")];
    const focus = focusable().indexOf(document.activeElement);
    given.set(name, part.innerHTML);
    old.innerHTML = part.innerHTML;
    const section = part.closest("section");
    if (section) old.closest("section").hidden = section.hidden;
    if (focus >= 0) focusable()[focus]?.focus();
  }
  for (const run of next.runs) { // what the run itself said since is newer
    const before = data.runs.find(other => other.href === run.href);
    if (data.many && before?.written > run.written) Object.assign(run, before);
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
  if (from === "") return show(next);
  if (!run) return;
  Object.assign(run, { written: next.written, rows: next.runs[0].rows, state: next.runs[0].state });
  draw();
  tick();
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
