<a name="actualite"></a><b>Votre actualité</b><br><br>
<b>La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)</b><br>
L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions (...)<br>23/09/2010<br>&gt; <a href="/portail/info.do?page=iheps">En savoir +</a><br><br>
<b>Campagne DAI 2010 : incidence du projet de réforme des retraites</b><br>
Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG (Estimation indicative globale) aux (...)<br>&gt; <a href="/portail/info.do?page=dai">En savoir +</a>
