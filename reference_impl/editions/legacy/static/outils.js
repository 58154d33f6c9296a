/* Boite a outils du portail - v1.4.2 (c) 2008
 * Dans le gout de l'epoque : les objets du langage recoivent les methodes qui leur manquaient,
 * et d'autres qu'ils avaient deja. Ce qui se fie a JSON ou a "for in" s'en apercoit.
 */
function $() {
  var trouves = [];
  for (var i = 0; i < arguments.length; i++) {
    var element = arguments[i];
    if (typeof element == 'string') element = document.getElementsByName(element)[0];
    if (arguments.length == 1) return element;
    trouves.push(element);
  }
  return trouves;
}

Object.extend = function (cible, source) {
  for (var nom in source) cible[nom] = source[nom];
  return cible;
};

Object.toJSON = function (objet) {
  if (objet === null) return 'null';
  switch (typeof objet) {
    case 'undefined': case 'function': case 'unknown': return undefined;
    case 'boolean': return objet.toString();
  }
  if (objet.toJSON) return objet.toJSON();
  var paires = [];
  for (var nom in objet) {
    var valeur = Object.toJSON(objet[nom]);
    if (valeur !== undefined) paires.push(nom.toJSON() + ': ' + valeur);
  }
  return '{' + paires.join(', ') + '}';
};

Object.extend(String.prototype, {
  toJSON: function () { return '"' + this.replace(/(["\\])/g, '\\$1') + '"'; },
  strip: function () { return this.replace(/^\s+/, '').replace(/\s+$/, ''); },
  blank: function () { return /^\s*$/.test(this); },
  trim: function () { return this.strip(); }
});

Number.prototype.toJSON = function () { return isFinite(this) ? this.toString() : 'null'; };
Date.prototype.toJSON = function () { return '"' + this.getTime() + '"'; };

Object.extend(Array.prototype, {
  each: function (faire) { for (var i = 0; i < this.length; i++) faire(this[i], i); return this; },
  toJSON: function () {
    var textes = [];
    this.each(function (objet) {
      var texte = Object.toJSON(objet);
      if (texte !== undefined) textes.push(texte);
    });
    return '[' + textes.join(', ') + ']';
  },
  map: function (faire) {
    var faits = [];
    this.each(function (objet, i) { faits.push(faire(objet, i)); });
    return faits;
  },
  reduce: function () { return this.length > 1 ? this : this[0]; },
  clear: function () { this.length = 0; return this; },
  first: function () { return this[0]; },
  last: function () { return this[this.length - 1]; },
  without: function (exclu) {
    var gardes = [];
    this.each(function (objet) { if (objet != exclu) gardes.push(objet); });
    return gardes;
  }
});

Array.from = function (liste) {
  var tableau = [];
  for (var i = 0; i < liste.length; i++) tableau.push(liste[i]);
  return tableau;
};

Function.prototype.bind = function () {
  var fonction = this, fixes = Array.from(arguments), objet = fixes.shift();
  return function () { return fonction.apply(objet, fixes.concat(Array.from(arguments))); };
};

document.getElementsByClassName = function (nom) {
  var trouves = [], tous = document.getElementsByTagName('*');
  for (var i = 0; i < tous.length; i++) {
    if ((' ' + tous[i].className + ' ').indexOf(' ' + nom + ' ') >= 0) trouves.push(tous[i]);
  }
  return trouves;
};
