/* Tables that a reader sorts and filters, without a server. Without this script they are plain tables. */
(function () {
  "use strict";

  function sortable(table) {
    var body = table.tBodies[0];
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, place) {
      if (head.classList.contains("plain")) return;
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var rows = Array.prototype.slice.call(body.rows);
        var keys = new Map(rows.map(function (row) {
          var cell = row.cells[place];
          return [row, cell.hasAttribute("data-sort") ? cell.getAttribute("data-sort") : cell.textContent];
        }));
        rows.sort(function (a, b) {
          return (down ? -1 : 1) * keys.get(a).localeCompare(keys.get(b), document.documentElement.lang, { numeric: true });
        });
        rows.forEach(function (row) { body.appendChild(row); });
      });
    });
  }

  function filterable(filter) {
    var fields = filter.querySelectorAll("[data-filter]");
    var rows = document.querySelectorAll("table.sortable tbody tr");
    filter.hidden = false;
    filter.addEventListener("input", function () {
      Array.prototype.forEach.call(rows, function (row) {
        row.hidden = Array.prototype.some.call(fields, function (field) {
          var wanted = field.value;
          var name = field.getAttribute("data-filter");
          if (!wanted) return false;
          if (name === "text") return row.textContent.toLowerCase().indexOf(wanted.toLowerCase()) < 0;
          return row.getAttribute("data-" + name) !== wanted;
        });
      });
    });
  }

  function begin() {
    Array.prototype.forEach.call(document.querySelectorAll("table.sortable"), sortable);
    Array.prototype.forEach.call(document.querySelectorAll(".filter"), filterable);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
