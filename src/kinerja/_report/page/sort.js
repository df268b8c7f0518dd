(function () {
  "use strict";
  var root = document.documentElement, all = function (from, what) { return Array.from(from.querySelectorAll(what)); };
  root.classList.add("js");
  function compare(a, b, sign) {
    if (a === "" || b === "") { return (a === "") - (b === ""); }
    var x = Number(a), y = Number(b);
    return sign * (x === x && y === y ? x - y : a.localeCompare(b, root.lang, { numeric: true }));
  }
  function key(row, at) {
    var cell = row.cells[at], exact = cell.getAttribute("data-v");
    return exact === null ? cell.textContent.trim().replace(/^–$/, "") : exact;
  }
  all(document, "table.data").forEach(function (table) {
    var body = table.tBodies[0], rows = Array.from(body.rows), heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach(function (head, at) {
      head.querySelector("button").addEventListener("click", function () {
        var next = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort")];
        heads.forEach(function (other) { other.setAttribute("aria-sort", "none"); });
        head.setAttribute("aria-sort", next);
        var sign = next === "descending" ? -1 : 1, order = rows.slice();
        if (next !== "none") { order.sort(function (a, b) { return compare(key(a, at), key(b, at), sign); }); }
        order.forEach(function (row) { body.appendChild(row); });
      });
    });
  });
  var closed = [];
  addEventListener("beforeprint", function () {
    closed = all(document, "details:not([open])");
    closed.forEach(function (one) { one.open = true; });
  });
  addEventListener("afterprint", function () { closed.forEach(function (one) { one.open = false; }); });
})();
