/* What is wider than the screen scrolls, and then the keyboard must reach it. */
addEventListener("load", () => {
  const reach = () => document.querySelectorAll("pre, .picture, .output, .table-wrapper").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  });
  reach();
  addEventListener("resize", reach);
});
