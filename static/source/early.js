// Runs before the page is drawn, so that what needs scripts does not flash: the class that govuk-frontend's styles look for.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
