extension WordLists {
  /// German: function words, and what every abstract says whatever it is about.
  static let german = WordLists(
    stopWords: words(
      """
      aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes
      auch auf aus außer außerdem bei beide beiden beim bereits bevor bis bisher bislang bloß da
      dabei dadurch dafür dagegen daher dahin damit danach daneben dann daran darauf daraus darf
      darin darüber darum darunter das dass davon davor dazu dein deine dem demnach den denen denn
      dennoch der deren derjenige derselbe des deshalb dessen desto die dies diese dieselbe diesem
      diesen dieser dieses doch dort du durch dürfen eben ebenfalls ebenso ein eine einem einen
      einer eines einige einigem einigen einiger einiges einmal entweder er erst erste ersten erster
      erstes es etc etwa etwas euch euer eure falls fast für gegen gegenüber gemäß genau gerade gern
      gewesen gibt ging hab habe haben hat hatte hatten hätte hätten her hier hierbei hierfür hierzu
      hin hinter hinsichtlich ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem
      infolge innerhalb ins insbesondere insgesamt ist ja je jede jedem jeden jeder jedes jedoch jene
      jenem jenen jener jenes jetzt kann kaum kein keine keinem keinen keiner keines können könnte
      könnten längst lediglich man manche manchem manchen mancher manches mehr mehrere mehreren mein
      meine meist meisten mich mir mit mithilfe mittels möchte muss müssen musste nach nachdem
      nächste nämlich neben nicht nichts nie noch nun nur ob oben obwohl oder oft ohne per pro sehr
      sei seien sein seine seinem seinen seiner seines seit seitdem selbst sich sie sind so sobald
      sodass sofern sogar solch solche solchem solchen solcher solches soll sollen sollte sollten
      somit sondern sonst soweit sowie sowohl statt stets trotz trotzdem über überhaupt um und uns
      unser unsere unserem unseren unserer unter usw viel viele vielen vieler vielmehr vom von vor
      während wann war waren warum was wegen weil weiter weitere weiteren weiterer weiterhin welche
      welchem welchen welcher welches wenig wenige wenigen wenn wer werden weshalb wie wieder wir
      wird wo wobei wodurch wollen worden wurde wurden würde würden z zu zudem zuerst zufolge zum
      zumindest zunächst zur zusammen zwar zwischen zweite zweiten zwei drei vier fünf sechs sieben
      acht neun zehn eins
      abbildung abschnitt aktuell aktuelle aktuellen analysieren analysiert anhand ansatz ansätze
      ansatzes arbeit arbeiten artikel aufgrund autor autoren beispiel beispiele beispielsweise
      beitrag beiträge beitrags berichten beschreiben beschreibt beschrieben bestehende bestehenden
      betrachten betrachtet bezüglich bieten bietet diskutieren diskutiert durchgeführt effektiv
      effizient entwickeln entwickelt ergebnis ergebnisse ergebnissen erreichen erreicht ermöglichen
      ermöglicht experiment experimente experimenten experimentell folgende folgenden frage fragen
      führen führt groß große großen großer grundlage häufig herausforderung herausforderungen hoch
      hohe hohen kapitel leistung liefern liefert literatur methode methoden möglich möglichkeit
      möglichkeiten neu neue neuen neuer neues neuartige neuartigen nutzen nutzt papier präsentieren
      problem probleme problemen rahmen resultat resultate schließlich schlüssel sowie stand stellen
      stellt studie studien studium tabelle technik techniken übersicht umfassend umfassende
      umfangreiche unterschiedliche unterschiedlichen untersuchen untersucht untersuchung
      untersuchungen verbessern verbessert verbesserung verfahren vergleich verglichen vergleichen
      verschieden verschiedene verschiedenen verwenden verwendet verwendung vorgeschlagen
      vorgeschlagene vorgestellt vorschlagen vorschlag vorstellen wesentlich wesentliche wichtig
      wichtige wichtigen zeigen zeigt gezeigt ziel ziele zusammenfassung
      """),
    counters: words(
      """
      januar februar märz april mai juni juli august september oktober november dezember montag
      dienstag mittwoch donnerstag freitag samstag sonntag tabelle abbildung abschnitt kapitel seite
      nummer band satz
      """),
    boundPrefixes: [
      "pre", "post", "multi", "anti", "semi", "sub", "inter", "intra", "quasi", "ko",
    ],
    loosePrefixes: ["multi", "anti", "semi", "quasi"])
}
