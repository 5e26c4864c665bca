// Files may be dropped anywhere on the page; without this the box for files takes them itself.
const box = document.querySelector(".app-drop input[type=file]");
if (box) {
  const carries = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  addEventListener("dragover", (event) => {
    if (carries(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    const all = new DataTransfer();
    for (const file of [...box.files, ...event.dataTransfer.files]) all.items.add(file);
    box.files = all.files;
    box.focus();
  });
}
