// What the reader may set, and the switch that keeps his place. A classic script: it also runs from file://.
(function () {
  "use strict";

  var root = document.documentElement;

  // Some browsers refuse storage to local files; the choice then lasts for the page.
  function remember(key, value) {
    try {
      if (value === null) localStorage.removeItem("shanben." + key);
      else localStorage.setItem("shanben." + key, value);
    } catch (error) { /* not kept */ }
  }

  // Light or dark. A choice that agrees with the system is forgotten, so that the page follows the system again.
  var button = document.querySelector(".theme-button");
  var systemDark = window.matchMedia("(prefers-color-scheme: dark)");

  function isDark() {
    var theme = root.dataset.theme;
    return theme === "dark" || (theme !== "light" && systemDark.matches);
  }

  function showTheme() {
    if (button) button.setAttribute("aria-pressed", String(isDark()));
    var colour = getComputedStyle(root).getPropertyValue("--paper").trim();
    document.querySelectorAll('meta[name="theme-color"]').forEach(function (meta) {
      meta.content = colour;
    });
  }

  function setTheme(dark) {
    var theme = dark === systemDark.matches ? "auto" : dark ? "dark" : "light";
    root.dataset.theme = theme;
    remember("theme", theme === "auto" ? null : theme);
    showTheme();
  }

  if (button) {
    button.hidden = false;
    button.addEventListener("click", function () { setTheme(!isDark()); });
  }
  if (systemDark.addEventListener) systemDark.addEventListener("change", showTheme);
  showTheme();

  // The paragraph or heading at the top of what the reader sees; nothing while the text has not begun to scroll away.
  // Both editions give the same places the same ids.
  function placeInText() {
    var bar = document.querySelector(".bar");
    var top = (bar ? bar.getBoundingClientRect().height : 0) + 8;
    var places = Array.prototype.filter.call(document.querySelectorAll("main [id]"), function (element) {
      return /^[a-z]+\d/.test(element.id) && element.offsetParent !== null;
    });
    for (var i = 0; i < places.length; i++) {
      var box = places[i].getBoundingClientRect();
      if (box.bottom > top) return i === 0 && box.top > top ? "" : places[i].id;
    }
    return places.length && window.scrollY > 0 ? places[places.length - 1].id : "";
  }

  document.querySelectorAll(".switch a").forEach(function (link) {
    function keepPlace() {
      var place = placeInText();
      if (place || link.hash) link.hash = place;
    }
    ["pointerdown", "click", "auxclick", "contextmenu"].forEach(function (event) {
      link.addEventListener(event, keepPlace);
    });
    link.addEventListener("click", function () { remember("edition", link.lang); });
  });

  // Titles break between words, never inside one: 東北亞 stays whole. A word of one character keeps to the one before it,
  // so that no line begins with 的.
  if (/^zh/.test(root.lang) && window.Intl && Intl.Segmenter) {
    var words = new Intl.Segmenter(root.lang, { granularity: "word" });
    document.querySelectorAll("main h1, .entry-title a").forEach(function (title) {
      if (title.childElementCount) return;
      var parts = Array.from(words.segment(title.textContent), function (part) { return part.segment; });
      var line = document.createDocumentFragment();
      parts.forEach(function (part, i) {
        if (i > 0 && /^\p{Script=Han}{2}/u.test(part) && !/[（《〈「『“‘]$/.test(parts[i - 1])) {
          line.append(document.createElement("wbr"));
        }
        line.append(part);
      });
      title.replaceChildren(line);
    });
  }

  // Beside the text there is room for the contents: open them.
  var contents = document.querySelector(".contents details");
  if (contents && window.matchMedia("(min-width: 82rem)").matches) contents.open = true;
})();
