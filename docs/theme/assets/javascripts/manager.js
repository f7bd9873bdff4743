/* What the manager's pages do in a browser, without a server: tables that one sorts and filters, and search of names.

   Without this script the tables are plain, and there is no filter. What is chosen is kept in the address
   (#stage=active&sort=-late), so that it can be linked to and comes back. */
(function () {
  "use strict";

  var PLAIN = { "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ł": "l", "đ": "d", "ð": "d", "þ": "th" };

  /* Lower case, without marks: "smörgås" and "ışık" are found by those who type "smorgas" and "isik". */
  function folded(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[øæœßıłđðþ]/g, function (sign) { return PLAIN[sign]; });
  }

  /* Every word that is typed occurs in the text; a word with marks only with the same marks. */
  function says(text, typed) {
    var whole = text.toLowerCase().normalize("NFC"), plain = folded(text);
    return typed.toLowerCase().normalize("NFC").split(/\s+/).every(function (word) {
      return whole.indexOf(word) >= 0 || (word === folded(word) && plain.indexOf(word) >= 0);
    });
  }

  function each(list, act) { Array.prototype.forEach.call(list, act); }

  function address() { return new URLSearchParams(location.hash.indexOf("=") < 0 ? "" : location.hash.slice(1)); }

  function keep(name, value) {
    var parts = address();
    if (value) parts.set(name, value); else parts.delete(name);
    history.replaceState(history.state, "", "#" + parts);
  }

  function begin(table) {
    var body = table.tBodies[0], heads = table.tHead.rows[0].cells, original = Array.prototype.slice.call(body.rows);
    var order = "", now = null, collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    var holder = table.closest(".wide"), template = holder.previousElementSibling && holder.previousElementSibling.querySelector("template");
    var form = template && holder.parentNode.insertBefore(template.content.firstElementChild.cloneNode(true), holder);
    var fields = form ? form.querySelectorAll("[data-filter]") : [];

    function remember(name, value) {
      keep(name, value);
      now = String(address());
    }

    function key(row, column) {
      var cell = row.cells[column];
      return cell.hasAttribute("data-sort") ? cell.getAttribute("data-sort") : cell.textContent.trim();
    }

    /* What has no value comes last, whichever way one sorts. */
    function sort(column, down) {
      var keyed = original.map(function (row) { return [key(row, column), row]; });
      var numbers = keyed.every(function (entry) { return !isNaN(entry[0]); });
      keyed.sort(function (a, b) {
        if (!a[0] || !b[0]) return (a[0] ? 0 : 1) - (b[0] ? 0 : 1);
        return (down ? -1 : 1) * (numbers ? a[0] - b[0] : collator.compare(a[0], b[0]));
      });
      each(keyed, function (entry) { body.appendChild(entry[1]); });
    }

    function sorted(wanted) {
      if (wanted === order) return;
      order = wanted;
      var down = order.charAt(0) === "-", chosen = down ? order.slice(1) : order;
      each(heads, function (head, column) {
        head.removeAttribute("aria-sort");
        if (!chosen || head.getAttribute("data-key") !== chosen) return;
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(column, down);
      });
      if (!chosen) each(original, function (row) { body.appendChild(row); });
    }

    function passes(row, field) {
      if (field.getAttribute("data-filter") === "name") return says(row.cells[0].textContent + " " + (row.getAttribute("data-names") || ""), field.value.trim());
      return (" " + row.getAttribute("data-" + field.getAttribute("data-filter")) + " ").indexOf(" " + field.value + " ") >= 0;
    }

    function filter() {
      var used = Array.prototype.filter.call(fields, function (field) { return field.value.trim(); });
      var number = 0, count = form.querySelector(".count");
      each(original, function (row) {
        var hidden = !used.every(function (field) { return passes(row, field); });
        if (row.hidden !== hidden) row.hidden = hidden;
        if (!hidden) number += 1;
      });
      count.textContent = number ? count.getAttribute("data-some").replace("#", number) : count.getAttribute("data-none");
      form.querySelector("[type=reset]").hidden = !used.length;
    }

    /* As the address says, on arrival and when one comes back. */
    function restore() {
      var parts = address();
      if (now === String(parts)) return;
      now = String(parts);
      sorted(parts.get("sort") || "");
      if (!form) return;
      each(fields, function (field) { field.value = parts.get(field.getAttribute("data-filter")) || ""; });
      filter();
    }

    each(heads, function (head) {
      if (!head.hasAttribute("data-key")) return;
      var button = document.createElement("button"), name = head.getAttribute("data-key"), first = head.hasAttribute("data-down") ? "-" : "";
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var way = head.getAttribute("aria-sort") ? (head.getAttribute("aria-sort") === "ascending" ? "-" : "") : first;
        sorted(way + name);
        remember("sort", way + name);
      });
    });
    if (form) {
      form.addEventListener("submit", function (event) { event.preventDefault(); });
      form.addEventListener("input", function (event) {
        remember(event.target.getAttribute("data-filter"), event.target.value.trim());
        filter();
      });
      form.addEventListener("reset", function (event) {
        event.preventDefault();
        each(fields, function (field) { field.value = ""; remember(field.getAttribute("data-filter"), ""); });
        filter();
        fields[0].focus();
      });
    }
    addEventListener("hashchange", restore);
    addEventListener("pageshow", restore);
    restore();
  }

  /* Names in the theme's search, from an index of their own (names.js beside the front page): thousands of people and
     pairs would make the theme's own index too slow. They come first, and are reached by arrows and Enter as the others. */
  var ROOT = document.currentScript && new URL("../../", document.currentScript.src), MOST = 12, QUIET = 500;

  function begins(name, word) { return name.split(/[\s\-–'’.]+/).some(function (part) { return part.indexOf(word) === 0; }); }

  /* Every word that is typed begins a part of the name; a word with marks only with the same marks. */
  function called(name, typed) {
    var whole = name.toLowerCase().normalize("NFC"), plain = folded(name);
    return typed.every(function (word) { return begins(whole, word) || (word === folded(word) && begins(plain, word)); });
  }

  function hits(text) {
    var index = window.mentorskapNames, typed = text.toLowerCase().normalize("NFC").split(/[\s\-–'’.↔]+/).filter(Boolean), found = [];
    if (!index || !typed.length) return found;
    Object.keys(index.people).forEach(function (id) {
      if (called(index.people[id], typed)) found.push([index.people[id], "people/" + id + ".html"]);
    });
    found.sort(function (a, b) { return a[0].localeCompare(b[0], document.documentElement.lang); });
    index.pairs.forEach(function (id) {
      var name = id.split("--").map(function (side) { return index.people[side] || side; }).join(" ↔ ");
      if (called(name, typed)) found.push([name, "pairings/" + id + ".html"]);
    });
    return found;
  }

  function line(hit, place) {
    var item = document.createElement("li"), link = document.createElement("a"), article = document.createElement("article"), title = document.createElement("h1");
    item.className = "md-search-result__item";
    link.className = "md-search-result__link";
    link.href = new URL(hit[1], ROOT);
    link.tabIndex = -1;
    article.className = "md-search-result__article md-typeset";
    article.setAttribute("data-md-score", 1e9 - place);
    title.textContent = hit[0];
    article.appendChild(title);
    link.appendChild(article);
    item.appendChild(link);
    return item;
  }

  /* A page opened as a file has no worker: the theme builds its index where keys are read, and that takes half a second.
     So it waits until nobody types. */
  function patient(field) {
    var post = Worker.prototype.postMessage, typed = 0;
    ["focus", "keydown"].forEach(function (kind) { field.addEventListener(kind, function () { typed = Date.now(); }); });
    Worker.prototype.postMessage = function (message) {
      var worker = this, rest = message && message.type === 0 ? typed + QUIET - Date.now() : 0;
      if (rest > 0) setTimeout(function () { worker.postMessage(message); }, rest);
      else post.apply(worker, arguments);
    };
  }

  function search(field) {
    var list = document.createElement("ol"), result = document.querySelector(".md-search-result");
    list.className = "md-search-result__list ms-names";
    function answer() {
      var found = hits(field.value);
      list.textContent = "";
      found.slice(0, MOST).forEach(function (hit, place) { list.appendChild(line(hit, place)); });
      if (found.length) result.insertBefore(list, result.firstChild);
      else list.remove();
    }
    var script = document.createElement("script");
    script.src = new URL("names.js", ROOT);
    script.onload = answer;
    document.head.appendChild(script);
    field.addEventListener("input", answer);
    if (location.protocol === "file:") patient(field);
    field.form.addEventListener("reset", function () { list.remove(); });
  }

  /* The theme lays the button that copies a block of code into a navigation without a name, once the block is seen. */
  function unnamed() {
    each(document.querySelectorAll(".md-code__nav:not([role])"), function (place) { place.setAttribute("role", "none"); });
  }

  function all() {
    var field = document.querySelector(".md-search__input");
    unnamed();
    new MutationObserver(unnamed).observe(document.body, { childList: true, subtree: true });
    each(document.querySelectorAll("table.sortable"), begin);
    if (field && ROOT) search(field);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
  else all();
})();
