// Before a list of children in CSV is sent, it is checked here; what is found is shown, and it is sent when asked again.
// Without this script, and for a workbook, the server's own check is the first.
import { check } from "./list-check.js";

const SHOWN = 100;
const PACKED = [0x50, 0x4b, 0x03, 0x04];
const form = document.querySelector("[data-list-check]");
const box = form.querySelector("input[type=file]");
const place = document.querySelector("[data-list-result]");
const button = form.querySelector("button");
const asIt = button.textContent;
let looked = null;
let looking = false;

const made = (tag, classes, text = "") => Object.assign(document.createElement(tag), { className: classes, textContent: text });

function reset() {
  looked = null;
  place.replaceChildren();
  button.textContent = asIt;
}

function tableOf(faults) {
  const table = made("table", "govuk-table app-table--stack");
  const caption = `The first ${Math.min(SHOWN, faults.length)} of ${faults.length}`;
  table.append(made("caption", "govuk-table__caption govuk-table__caption--s", caption));
  const head = table.createTHead();
  head.className = "govuk-table__head";
  const names = head.insertRow();
  names.className = "govuk-table__row";
  for (const name of ["Row", "Column", "Reason"]) {
    names.append(Object.assign(made("th", "govuk-table__header", name), { scope: "col" }));
  }
  const body = table.createTBody();
  body.className = "govuk-table__body";
  for (const fault of faults.slice(0, SHOWN)) {
    const row = body.insertRow();
    row.className = "govuk-table__row";
    for (const [at, said] of fault.entries()) {
      const cell = Object.assign(row.insertCell(), { className: "govuk-table__cell", textContent: said });
      cell.dataset.label = ["Row", "Column", "Reason"][at];
    }
  }
  return table;
}

function show({ rows, faults, refused }) {
  const problems = `${faults.length} problem${faults.length === 1 ? "" : "s"}`;
  const heading = made("h2", "govuk-heading-m", refused ? "This is no list yet" : `Found in your browser: ${rows} rows, ${problems}`);
  heading.tabIndex = -1;
  const said = made("p", "govuk-body", `${refused ? `${refused} ` : ""}Nothing has been sent.`);
  place.replaceChildren(heading, said, ...(refused ? [] : [tableOf(faults)]));
  button.textContent = refused ? "Send it all the same" : `Check it with ${problems}`;
  heading.focus();
}

async function look(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (PACKED.every((byte, at) => bytes[at] === byte)) return null;
  return check(bytes, JSON.parse(document.getElementById("list-rules").textContent));
}

box.addEventListener("change", reset);
form.addEventListener("submit", async (event) => {
  const [file] = box.files;
  if (box.files.length !== 1 || file === looked) return;
  event.preventDefault();
  if (looking) return;
  looking = true;
  // Whatever keeps the browser from reading it, the server reads it again.
  const found = await look(file).catch(() => null);
  [looking, looked] = [false, file];
  if (found && (found.refused || found.faults.length)) show(found);
  else form.requestSubmit();
});
