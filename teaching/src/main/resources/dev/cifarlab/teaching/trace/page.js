const report = document.getElementById("status");
const arrays = [...document.querySelectorAll("figure")];

/** Name and indices of a number, as in dW1[0,2]. */
function label(cell) {
  const figure = cell.closest("figure");
  let rest = [...figure.querySelectorAll("td")].indexOf(cell);
  const place = figure.dataset.shape.split(",").reverse().map(size => {
    const index = rest % size;
    rest = (rest - index) / size;
    return index;
  });
  return `${figure.dataset.name}[${place.reverse()}]`;
}

const number = cell => cell.firstChild.data;

function clear() {
  document.querySelectorAll("td[class]").forEach(cell => {
    cell.className = "";
    cell.removeAttribute("aria-selected");
  });
  report.textContent = "";
}

/** Names and numbers of cells, array by array; each name leads to its array. */
function list(title, cells) {
  if (cells.length === 0) return;
  report.append(document.createElement("br"), title + " ");
  let last = null;
  cells.slice(0, 24).forEach(cell => {
    const figure = cell.closest("figure");
    const link = document.createElement("a");
    link.href = "#" + figure.id;
    link.textContent = label(cell);
    if (figure !== last) link.addEventListener("click", () => focus(cell));
    report.append(figure === last ? ", " : last ? "; " : "", figure === last ? label(cell) : link, " = " + number(cell));
    last = figure;
  });
  if (cells.length > 24) report.append(` and ${cells.length - 24} more`);
}

function choose(cell) {
  const again = cell.classList.contains("chosen");
  clear();
  if (again) return;
  const trace = cell.closest(".trace"), cells = trace.cells;
  const sources = trace.sources[cells.indexOf(cell)];
  const movers = sources.filter(k => k > 0).map(k => cells[k - 1]);
  const idlers = sources.filter(k => k < 0).map(k => cells[-k - 1]);
  movers.forEach(source => source.classList.add("source"));
  idlers.forEach(source => source.classList.add("idle"));
  cell.classList.add("chosen");
  cell.setAttribute("aria-selected", "true");
  const name = document.createElement("b");
  name.textContent = `${label(cell)} = ${number(cell)}`;
  report.append(name);
  const slope = cell.querySelector("small");
  if (slope) report.append(`, central difference ${slope.textContent}`);
  if (slope && slope.className) report.append(" (no derivative here)");
  const formula = cell.closest("figure").querySelector(".maths").textContent;
  report.append(sources.length === 0 && !formula.startsWith("given") ? ": 0, whatever the others are" : "", " · " + formula);
  list("Came from", movers);
  list("Took part without moving it:", idlers);
}

/** Makes a cell the one that Tab leads to in its array. */
function focus(cell) {
  cell.closest("figure").querySelectorAll("td[tabindex='0']").forEach(other => other.tabIndex = -1);
  cell.tabIndex = 0;
  cell.focus();
}

/** The cell that a key leads to: rows of all an array's tables are one below the other. */
function towards(cell, key) {
  const rows = [...cell.closest("figure").querySelectorAll("tr")];
  const row = rows.indexOf(cell.parentNode), column = cell.cellIndex;
  const line = cell.parentNode.cells;
  switch (key) {
    case "ArrowLeft": return line[column - 1];
    case "ArrowRight": return line[column + 1];
    case "ArrowUp": return rows[row - 1]?.cells[column];
    case "ArrowDown": return rows[row + 1]?.cells[column];
    case "Home": return line[0];
    case "End": return line[line.length - 1];
    default: return undefined;
  }
}

document.querySelectorAll(".trace").forEach(trace => {
  trace.cells = [...trace.querySelectorAll("td")];
  trace.sources = JSON.parse(trace.querySelector("script").textContent);
});
arrays.forEach(figure => figure.querySelectorAll("td").forEach((cell, k) => {
  cell.tabIndex = k === 0 ? 0 : -1;
  cell.setAttribute("aria-label", `${label(cell)}: ${number(cell)}`);
}));
document.addEventListener("click", event => {
  const cell = event.target.closest("td");
  if (cell) {
    focus(cell);
    choose(cell);
  }
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape") clear();
  const cell = event.target.closest?.("td");
  if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
  const next = towards(cell, event.key);
  if (next) focus(next);
  if (event.key === "Enter" || event.key === " ") choose(cell);
  if (next || event.key === " " || event.key === "Enter" || event.key.startsWith("Arrow")) event.preventDefault();
});
