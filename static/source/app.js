import { initAll } from "./govuk-frontend.min.js";

initAll();

// On a phone the pages of an inspection are one long line: it begins where the reader is.
const here = document.querySelector('.moj-sub-navigation [aria-current="page"]');
if (here) {
  here.closest("ul").scrollLeft = here.parentElement.offsetLeft;
}
