// A field for a secret, with a button to show what was typed: <champ-secret>.

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
:host { display: block; }
label { display: block; margin-bottom: 0.35rem; font-weight: 600; }
.mark { color: #b3122d; font-weight: 700; }
.row { display: flex; align-items: stretch; background: #fff; border: 1px solid #64748b; border-radius: 10px; }
.row:focus-within { outline: 3px solid #1d6fd8; outline-offset: 1px; }
:host([aria-invalid]) .row { border-color: #b3122d; }
input { flex: 1; min-width: 0; padding: 0.65rem 0.9rem; font: inherit; color: inherit; background: none; border: 0; outline: 0; }
button { padding: 0 0.9rem; font: inherit; font-size: 0.875rem; font-weight: 600; color: #0b4f8a; background: none; border: 0; border-left: 1px solid #cbd5e1; border-radius: 0 10px 10px 0; cursor: pointer; }
button:focus-visible { outline: 3px solid #1d6fd8; outline-offset: -3px; }
`);

class SecretField extends HTMLElement {
  static formAssociated = true;

  #internals = this.attachInternals();
  #input = document.createElement("input");

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = [STYLE];
  }

  connectedCallback() {
    if (this.shadowRoot.firstChild) return;
    this.shadowRoot.append(this.#label(), this.#row());
  }

  get value() {
    return this.#input.value;
  }

  set value(text) {
    this.#input.value = text;
    this.#internals.setFormValue(text);
  }

  #label() {
    const label = document.createElement("label");
    label.htmlFor = "champ";
    label.textContent = this.getAttribute("label");
    const mark = this.getAttribute("mark");
    if (mark) {
      const star = Object.assign(document.createElement("span"), { className: "mark", textContent: mark });
      label.append(" ", star);
    }
    return label;
  }

  #row() {
    const type = this.getAttribute("type") ?? "password";
    Object.assign(this.#input, { id: "champ", type, required: true, spellcheck: false });
    this.#input.maxLength = Number(this.getAttribute("maxlength") ?? 200);
    this.#input.autocomplete = this.getAttribute("autocomplete") ?? "off";
    this.#input.autocapitalize = "none";
    this.#input.addEventListener("input", () => this.#internals.setFormValue(this.value));
    this.#input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#internals.form?.requestSubmit();
    });
    const row = document.createElement("div");
    row.className = "row";
    row.append(this.#input, this.#reveal());
    return row;
  }

  #reveal() {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Afficher" });
    button.ariaPressed = "false";
    button.ariaLabel = "Afficher ce que je tape";
    button.addEventListener("click", () => {
      const shows = button.ariaPressed !== "true";
      button.ariaPressed = String(shows);
      this.#input.type = shows ? "text" : "password";
    });
    return button;
  }
}

customElements.define("champ-secret", SecretField);
