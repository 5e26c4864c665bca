import { initAll } from "./govuk-frontend.min.js";

initAll();

// On a phone the parts of an inspection are one long line, and so are its pages: each begins where the reader is.
for (const here of document.querySelectorAll(".app-parts [aria-current], .moj-sub-navigation [aria-current]")) {
  here.closest("ul").scrollLeft = here.parentElement.offsetLeft;
}
