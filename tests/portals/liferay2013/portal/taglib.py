"""Adresses JSR-286 et balises (aui:form, aui:input, liferay-ui:…)."""
import json
from html import escape
from urllib.parse import urlencode

from config import bad, var

LOGIN = "58"
RECOVERY = "codesperdus_WAR_espacepersoportlet"
CERT = "certification_WAR_espacepersoportlet"
HELP = "aide_WAR_espacepersoportlet"
ARIANE = "ariane_WAR_conseillerportlet"
ACCOUNT = "moncompte_WAR_espacepersoportlet"
MANAGE = "habilitations_WAR_espacepersoportlet"
SEARCH = "3"
COLUMNS = {LOGIN: "column-3", SEARCH: "column-3", HELP: "column-1"}


def h(text):
    return escape(str(text if text is not None else ""), quote=True)


def ns(portlet):
    return "_%s_" % portlet


def _url(page, portlet, phase, params, extra=(), state="normal"):
    query = list(extra) + [("p_p_id", portlet), ("p_p_lifecycle", phase), ("p_p_state", state), ("p_p_mode", "view")]
    if phase == "2":
        query.append(("p_p_cacheability", "cacheLevelPage"))
    query += [("p_p_col_id", COLUMNS.get(portlet, "column-2")), ("p_p_col_count", "1")]
    query += [(ns(portlet) + k, v) for k, v in params.items()]
    return page + "?" + urlencode(query)


def render_url(page, portlet, state="normal", **params):
    if var("adresses-courtes") and portlet == RECOVERY and "mvcPath" in params:
        view = params["mvcPath"].rsplit("/", 1)[-1][:-4]
        return "%s/-/codesperdus/%s%s" % (page, view, "/" + params["choix"] if params.get("choix") else "")
    return _url(page, portlet, "0", params, state=state)


def action_url(req, page, portlet, action, **params):
    params = dict(params)
    params["javax.portlet.action"] = action
    return _url(page, portlet, "1", params, [("p_auth", req.session.token)])


def resource_url(page, portlet, resource, **params):
    return _url(page, portlet, "2", params, [("p_p_resource_id", resource)])


def portlet(pid, title, body, css="", static=True):
    return """<div class="portlet-boundary portlet-boundary%(ns)s %(static)s %(css)s" id="p_p_id%(ns)s">
<span id="p_%(id)s"></span>
<section class="portlet" id="portlet_%(id)s">
<header class="portlet-topper"><h2 class="portlet-title"><span class="portlet-title-text">%(title)s</span></h2></header>
<div class="portlet-content"><div class="portlet-content-container"><div class="portlet-body">
%(body)s
</div></div></div>
</section>
</div>
""" % {"ns": ns(pid), "id": pid, "title": title, "body": body, "css": css,
       "static": "portlet-static portlet-static-end" if static else "portlet-dynamic"}


def web_content(instance, title, body):
    pid = "56_INSTANCE_" + instance
    return portlet(pid, title, '<div class="journal-content-article" id="article_10157_%s">%s</div>' % (instance, body),
                   "portlet-journal-content")


# --- messages -------------------------------------------------------------------------------------------------------
def messages(req, pid):
    """Messages de la phase d'action, montrés une fois. → (html, erreurs par champ, valeurs)."""
    flash = req.session.flash.pop(pid, None)
    if not flash:
        return "", {}, {}
    out = ""
    fields = flash.get("fields", {})
    for text in flash.get("success", []):
        out += '<div class="portlet-msg-success">%s</div>\n' % text
    for text in flash.get("info", []):
        out += '<div class="portlet-msg-info">%s</div>\n' % text
    errors = list(flash.get("errors", []))
    if var("erreurs-groupees") and fields:
        items = "".join("<li>%s : %s</li>" % (h(flash.get("labels", {}).get(k, k)), v) for k, v in fields.items())
        out += '<div class="alert alert-error" role="alert"><strong>Votre saisie est incomplète ou incorrecte.</strong><ul>%s</ul></div>\n' % items
        fields = {}
    elif fields:
        errors.insert(0, "Vous avez entré des données invalides. Veuillez réessayer.")
    for text in errors:
        out += '<div class="%s" role="alert">%s</div>\n' % (
            "alert alert-error" if var("erreurs-groupees") else "portlet-msg-error", text)
    return out, fields, flash.get("values", {})


# --- formulaires ----------------------------------------------------------------------------------------------------
def required_icon(kind):
    if kind == 1:
        return ' <span class="label-required" title="Champ obligatoire"><span class="hide-accessible">Champ obligatoire</span></span>'
    if kind == 2:
        return (' <span class="label-required-or" title="Au moins l\'un de ces deux champs"><span class="hide-accessible">'
                "Au moins l'un de ces deux champs</span></span>")
    return ""


def help_icon(text):
    return (' <span class="taglib-icon-help" tabindex="0"><img alt="Aide" src="/espaceperso-theme/images/portlet/help.png" />'
            '<span class="aui-helper-hidden-accessible tooltip-text">%s</span></span>' % text)


def group(pid, name, label, control, required=0, after="", error=None):
    fid = ns(pid) + name
    stack = ('<div class="form-validator-stack help-inline"><div role="alert" class="required">%s</div></div>' % error) if error else ""
    label = '<label class="control-label" for="%s">%s%s</label>' % (fid, label, required_icon(required))
    if var("formulaires-tableau"):
        return '<tr class="control-group%s"><th scope="row">%s</th><td class="controls">%s%s%s</td></tr>\n' % (
            " error" if error else "", label, control, after, stack)
    return '<div class="control-group%s">\n%s\n<div class="controls">%s%s%s</div>\n</div>\n' % (
        " error" if error else "", label, control, after, stack)


def text_input(pid, name, label, value="", required=0, after="", error=None, kind="text", size=30, maxlength=75, readonly=False):
    fid = ns(pid) + name
    extra = ' readonly="readonly"' if readonly else ""
    if kind == "password":
        extra += ' autocomplete="off"'
    if error:
        extra += ' aria-invalid="true"'
    control = '<input class="field" id="%s" name="%s" type="%s" value="%s" size="%d" maxlength="%d"%s />' % (
        fid, fid, kind, h(value), size, maxlength, extra)
    return group(pid, name, label, control, required, after, error)


def select(pid, name, label, options, value="", required=0, error=None):
    fid = ns(pid) + name
    opts = "".join('<option value="%s"%s>%s</option>' % (h(k), ' selected="selected"' if k == value and k else "", h(v))
                   for k, v in options)
    control = '<select class="field" id="%s" name="%s">%s</select>' % (fid, fid, opts)
    return group(pid, name, label, control, required, "", error)


def fieldset(legend, body):
    if var("formulaires-tableau"):
        body = '<table class="lfr-table"><tbody>%s</tbody></table>' % body
    return "<fieldset>%s%s</fieldset>\n" % ("<legend>%s</legend>" % legend if legend else "", body)


def submit(label, css="btn btn-primary"):
    if var("boutons-input"):
        return '<input class="%s" type="submit" value="%s" />' % (css, h(label))
    return '<button class="%s" type="submit">%s</button>' % (css, label)


def form(pid, action, body, name="fm", css="form-horizontal"):
    fid = ns(pid) + name
    return """<form action="%s" class="form %s" id="%s" method="post" name="%s">
<input name="%sformDate" type="hidden" value="%s" />
%s</form>
""" % (h(action), css, fid, fid, ns(pid), "1385805600000", body)


def validator(pid, rules, strings=None, name="fm"):
    prefix = ns(pid)
    full = {prefix + k: {a: ([prefix + x for x in b] if a == "auMoinsUn" else prefix + b if a == "equalTo" else b)
                         for a, b in v.items()} for k, v in rules.items()}
    labels = {prefix + k: v for k, v in (strings or {}).items()}
    return """<script type="text/javascript">
// <![CDATA[
AUI().use('aui-form-validator', function(A) {
new A.FormValidator({
boundingBox: '#%s%s',
rules: %s,
fieldStrings: %s
});
});
// ]]>
</script>
""" % (prefix, name, json.dumps(full).replace("</", "<\\/"), json.dumps(labels, ensure_ascii=False).replace("</", "<\\/"))
