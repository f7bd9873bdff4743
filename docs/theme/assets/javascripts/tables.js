/* Tables that a reader sorts and filters, without a server. Without this script they are plain tables, and there is no
   filter. What is chosen is kept in the address (#stage=active&sort=-late), so that it can be linked to and comes back. */
(function () {
  "use strict";

  var PLAIN = { "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ł": "l", "đ": "d", "ð": "d", "þ": "th" };

  /* Lower case, without marks: "Åström" and "Aydın" are found by those who type "astrom" and "aydin". */
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
    var body = table.tBodies[0], heads = table.tHead.rows[0].cells, rows = Array.prototype.slice.call(body.rows);
    var original = rows.slice(), collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    var holder = table.closest(".wide"), template = holder.previousElementSibling && holder.previousElementSibling.querySelector("template");
    var form = template && holder.parentNode.insertBefore(template.content.firstElementChild.cloneNode(true), holder);
    var fields = form ? form.querySelectorAll("[data-filter]") : [];

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

    function sorted(order) {
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
      each(rows, function (row) {
        row.hidden = !used.every(function (field) { return passes(row, field); });
        if (!row.hidden) number += 1;
      });
      count.textContent = number ? count.getAttribute("data-some").replace("#", number) : count.getAttribute("data-none");
      form.querySelector("[type=reset]").hidden = !used.length;
    }

    /* As the address says, on arrival and when one comes back. */
    function restore() {
      var parts = address();
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
        var order = head.getAttribute("aria-sort") ? (head.getAttribute("aria-sort") === "ascending" ? "-" : "") : first;
        sorted(order + name);
        keep("sort", order + name);
      });
    });
    if (form) {
      form.addEventListener("submit", function (event) { event.preventDefault(); });
      form.addEventListener("input", function (event) {
        keep(event.target.getAttribute("data-filter"), event.target.value.trim());
        filter();
      });
      form.addEventListener("reset", function (event) {
        event.preventDefault();
        each(fields, function (field) { field.value = ""; keep(field.getAttribute("data-filter"), ""); });
        filter();
        fields[0].focus();
      });
    }
    addEventListener("hashchange", restore);
    addEventListener("pageshow", restore);
    restore();
  }

  function all() { each(document.querySelectorAll("table.sortable"), begin); }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
  else all();
})();
