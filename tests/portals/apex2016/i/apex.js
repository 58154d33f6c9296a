/* apex.js : le strict nécessaire de l'API JavaScript d'APEX pour l'application 110 */
(function () {
  "use strict";
  var apex = window.apex = window.apex || {};
  function byId(id) { return document.getElementById(id); }

  apex.item = function (id) {
    var hidden = byId(id + "_HIDDENVALUE"), el = byId(id);
    return {
      getValue: function () { return (hidden || el).value; },
      setValue: function (v, display) {
        if (hidden) { hidden.value = v; el.value = display === undefined ? v : display; } else { el.value = v; }
        el.dispatchEvent(new Event("change", { bubbles: true }));
      },
      setFocus: function () { el.focus(); }
    };
  };
  window.$v = function (id) { return apex.item(id).getValue(); };
  window.$s = function (id, v, d) { apex.item(id).setValue(v, d); };

  apex.submit = function (options) {
    var o = typeof options === "string" ? { request: options } : options || {}, form = byId("wwvFlowForm");
    if (o.submitIfEnter) {
      if ((o.submitIfEnter.which || o.submitIfEnter.keyCode) !== 13) { return true; }
      o.submitIfEnter.preventDefault();
    }
    if (apex.submitted) { return false; }
    apex.submitted = true;
    byId("pRequest").value = o.request || "";
    form.submit();
    return false;
  };
  window.addEventListener("pageshow", function () { apex.submitted = false; });

  apex.navigation = {
    redirect: function (url) { window.location.href = url; },
    popup: function (o) { return window.open(o.url, o.name || "winLov", "toolbar=no,scrollbars=yes,resizable=yes,width=" + (o.width || 560) + ",height=" + (o.height || 420)); }
  };

  /* boîte de dialogue modale : une iframe dans un cadre à la jQuery UI */
  var current = null;
  apex.navigation.dialog = function (url, o) {
    var overlay = document.createElement("div"), dlg = document.createElement("div"), before = document.activeElement;
    overlay.className = "ui-widget-overlay ui-front";
    dlg.className = "ui-dialog ui-widget ui-widget-content ui-front";
    dlg.setAttribute("role", "dialog");
    dlg.setAttribute("aria-modal", "true");
    dlg.setAttribute("aria-labelledby", "ui-id-1");
    dlg.innerHTML = '<div class="ui-dialog-titlebar ui-widget-header"><span id="ui-id-1" class="ui-dialog-title"></span>' +
      '<button type="button" class="ui-button ui-dialog-titlebar-close" title="Fermer"><span class="u-VisuallyHidden">Fermer</span><span aria-hidden="true">×</span></button></div>' +
      '<div class="ui-dialog-content"><iframe></iframe></div>';
    dlg.querySelector(".ui-dialog-title").textContent = o.title;
    var frame = dlg.querySelector("iframe");
    frame.title = o.title;
    frame.src = url;
    current = { close: function () {
      overlay.remove(); dlg.remove(); document.removeEventListener("keydown", esc); current = null;
      if (before && before.focus) { before.focus(); }
    } };
    function esc(e) { if (e.key === "Escape" && current) { current.close(); } }
    dlg.querySelector("button").onclick = function () { current.close(); };
    document.addEventListener("keydown", esc);
    document.body.appendChild(overlay);
    document.body.appendChild(dlg);
    frame.onload = function () { try { frame.contentDocument.addEventListener("keydown", esc); frame.contentWindow.focus(); } catch (ignore) { } };
  };
  apex.navigation.dialog.close = function () { if (current) { current.close(); } };

  apex.lov = {
    open: function (id, url, title, inWindow) {
      if (inWindow) { apex.navigation.popup({ url: url }); } else { apex.navigation.dialog(url, { title: title }); }
      return false;
    },
    passBack: function (link) {
      var host = window.opener || window.parent, id = link.getAttribute("data-item");
      host.apex.item(id).setValue(link.getAttribute("data-return"), link.textContent);
      if (window.opener) { window.opener.document.getElementById(id).focus(); window.close(); } else { host.apex.navigation.dialog.close(); }
      return false;
    },
    filter: function (input) {
      var t = input.value.toLowerCase();
      document.querySelectorAll(".a-PopupLOV-results li").forEach(function (li) { li.hidden = li.textContent.toLowerCase().indexOf(t) < 0; });
    }
  };

  apex.message = {
    close: function (id) { var el = byId(id); if (el) { el.remove(); } },
    goTo: function (id) { byId(id).focus(); return false; }
  };
  apex.theme = { fontSize: function (step) {
    var root = document.documentElement, now = parseFloat(getComputedStyle(root).fontSize);
    root.style.fontSize = Math.max(10, Math.min(24, now + step)) + "px";
  } };
})();
