// Small controllers, in the manner of Stimulus: data-controller="name", values and actions through data attributes.
(() => {
  const controllers = {
    view: { connect(el) { if (el.dataset.viewTitleValue) document.title = el.dataset.viewTitleValue } },
    toast: {
      connect(el) { el.timer = setTimeout(() => controllers.toast.close(el), Number(el.dataset.toastDelayValue || 6000)) },
      disconnect(el) { clearTimeout(el.timer) },
      close(el) { el.classList.add("opacity-0"); setTimeout(() => el.remove(), 300) },
    },
    modal: {
      connect(el) {
        if (el.open) el.close()
        el.showModal()
        if (el.dataset.modalFrame) el.addEventListener("close", () => { const f = el.closest("turbo-frame"); if (f) { f.removeAttribute("src"); f.innerHTML = "" } })
      },
      close(el) { el.close() },
    },
    sound: {
      play(el, event) {
        event.preventDefault()
        let player = el.querySelector("audio")
        if (!player) { player = document.createElement("audio"); player.controls = true; player.className = "mt-2"; el.append(player) }
        player.src = event.currentTarget ? event.target.closest("a").href : ""
        player.play().catch(() => {})
      },
    },
    page: {
      connect() {},
      print(el, event) { event.preventDefault(); window.print() },
      larger(el, event) { event.preventDefault(); controllers.page.size(10) },
      smaller(el, event) { event.preventDefault(); controllers.page.size(-10) },
      size(step) { const root = document.documentElement; root.style.fontSize = (parseInt(root.style.fontSize || "100") + step) + "%" },
    },
  }
  const each = (node, fn) => {
    if (node.nodeType !== 1) return
    for (const el of [node, ...node.querySelectorAll("[data-controller]")])
      if (el.dataset && el.dataset.controller) el.dataset.controller.split(" ").forEach((name) => controllers[name] && fn(el, controllers[name]))
  }
  const connect = (node) => each(node, (el, c) => c.connect && c.connect(el))
  const disconnect = (node) => each(node, (el, c) => c.disconnect && c.disconnect(el))
  new MutationObserver((records) => records.forEach((r) => { r.removedNodes.forEach(disconnect); r.addedNodes.forEach((n) => n.isConnected && connect(n)) }))
    .observe(document.documentElement, { childList: true, subtree: true })
  connect(document.documentElement)
  document.addEventListener("click", (event) => {
    const source = event.target.closest("[data-action]")
    if (!source) return
    const [name, action] = source.dataset.action.split("#")
    const el = source.closest(`[data-controller~="${name}"]`)
    if (el && controllers[name] && controllers[name][action]) controllers[name][action](el, event)
  })
  if (window.Turbo) Turbo.setConfirmMethod((message) => new Promise((resolve) => {
    const dialog = document.createElement("dialog")
    dialog.className = "rounded p-4"
    dialog.innerHTML = '<form method="dialog"><p class="mb-3"></p><button value="yes" class="btn">Confirmer</button> <button value="no" class="btn-light">Annuler</button></form>'
    dialog.querySelector("p").textContent = message
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes") })
    document.body.append(dialog)
    dialog.showModal()
  }))
})()
