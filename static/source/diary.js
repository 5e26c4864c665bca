// Moves entries of the diary by dragging. The drop fills in the form that every entry has and sends it, so that a
// refusal, a question for a reason and another's change come back as the pages that they always are.
const form = document.getElementById("moving");
const SLICE = 15;

function field(name) {
  return form.elements.namedItem(name);
}

function pad(number) {
  return String(number).padStart(2, "0");
}

// The start that a place on the day's scale means; in the week a move keeps its time.
function startAt(target, event, starts) {
  const hours = Number(target.dataset.hours);
  if (!hours) {
    return starts;
  }
  const box = target.getBoundingClientRect();
  const share = Math.max(0, Math.min(1, (event.clientY - box.top - grabbed) / box.height));
  const minutes = Number(target.dataset.firstHour) * 60 + Math.round((share * hours * 60) / SLICE) * SLICE;
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function send(entry, target, event) {
  // Number, version, start, whose row it stands in, and the numbers of everybody who takes part.
  const [number, version, starts, from, ...people] = entry.dataset.moving.trim().split(" ");
  const who = people.map((each) => (each === from ? target.dataset.member || from : each));
  const [year, month, day] = target.dataset.day.split("-");
  form.action = form.dataset.entries.replace(/new\/$/, `${number}/move/`);
  field("op").value = crypto.randomUUID();
  field("version").value = version;
  field("starts").value = startAt(target, event, starts);
  field("day_day").value = day;
  field("day_month").value = month;
  field("day_year").value = year;
  form.querySelectorAll("[name=who]").forEach((input) => input.remove());
  for (const each of new Set(who)) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = "who";
    input.value = each;
    form.append(input);
  }
  form.requestSubmit();
}

let dragged = null;
let grabbed = 0;

if (form) {
  document.getElementById("moving-hint").hidden = false;
  for (const entry of document.querySelectorAll("[data-moving]")) {
    entry.addEventListener("dragstart", (event) => {
      dragged = entry;
      grabbed = event.clientY - entry.getBoundingClientRect().top;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", entry.innerText);
      entry.classList.add("app-diary__entry--dragged");
    });
    entry.addEventListener("dragend", () => {
      dragged = null;
      entry.classList.remove("app-diary__entry--dragged");
    });
  }
  for (const target of document.querySelectorAll("[data-day]")) {
    target.addEventListener("dragover", (event) => {
      if (dragged) {
        event.preventDefault();
        target.classList.add("app-diary__cell--over");
      }
    });
    target.addEventListener("dragleave", () => target.classList.remove("app-diary__cell--over"));
    target.addEventListener("drop", (event) => {
      event.preventDefault();
      target.classList.remove("app-diary__cell--over");
      if (dragged) {
        send(dragged, target, event);
      }
    });
  }
}
