// How large the text is, and printing.

const KEY = "taille-du-texte";
const SIZES = ["87.5%", "100%", "120%", "140%"];
const USUAL = 1;

const size = () => Number(localStorage.getItem(KEY) ?? USUAL);
const resize = (place) => {
  const wanted = Math.max(0, Math.min(place, SIZES.length - 1));
  localStorage.setItem(KEY, wanted);
  document.documentElement.style.fontSize = SIZES[wanted];
};

const TOOLS = {
  print: () => print(),
  smaller: () => resize(size() - 1),
  larger: () => resize(size() + 1),
};

/** Take over the tools of the frame, and keep the size that was chosen. */
export const start = () => {
  if (size() !== USUAL) resize(size());
  document.addEventListener("click", (event) => {
    const tool = event.target.closest?.("[data-tool]")?.dataset.tool;
    if (tool) TOOLS[tool]();
  });
};
