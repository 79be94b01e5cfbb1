extension WordLists {
  /// French: function words, and what every abstract says whatever it is about.
  static let french = WordLists(
    stopWords: words(
      """
      à afin ai ainsi alors après as assez au aucun aucune aujourd'hui auquel aura aurait aussi autant
      autre autres aux auxquelles auxquels avaient avait avant avec avoir avons ayant beaucoup bien
      car ce ceci cela celle celles celui cependant certain certaine certaines certains ces cet cette
      ceux chacun chacune chaque chez ci comme comment concernant contre d dans de déjà depuis dernier
      dernière dernières derniers des dès desquelles desquels donc dont du duquel durant e elle elles
      en encore enfin ensuite entre envers es est et étaient était étant été être eu eux fait faire
      faut fois font furent grâce hors ici il ils j jamais je jusque l la là laquelle le lequel les
      lesquelles lesquels leur leurs lors lorsque lui m ma mais malgré me même mêmes mes mieux moins
      mon n ne néanmoins ni nombreuses nombreux non nos notamment notre nous on ont or ou où outre par
      parce parfois parmi pas pendant peu peut peuvent plus plusieurs plutôt pour pourquoi pourrait
      pourtant près presque pu puis puisque qu quand quant que quel quelle quelles quelque quelques
      quels qui quoi rien s sa sans se selon sera serait seront ses seul seule seulement si sinon soi
      soit sommes son sont sous souvent suis sur surtout t ta tandis tant te tel telle telles tels tes
      toi ton toujours tous tout toute toutefois toutes très trop tu un une va vers via voici voir vont
      vos votre vous vraiment vs y premier première premières premiers deux trois quatre cinq six sept
      huit neuf dix
      actuel actuelle actuelles actuels aborder améliorer améliore amélioration analyser approche
      approches article articles auteur auteurs base basé basée basées basés but cadre cas chapitre
      comparaison consiste contribution contributions décrit décrire décrivons démontre démontrer
      démontrent démontrons développé développée développer différent différente différentes
      différents diverses divers effet efficace efficacité également ensemble étude études étudier
      étudié étudions étudie existant existante existantes existants expérience expériences
      expérimental expérimentale expérimentaux figure grand grande grandes grands important
      importante importantes importants introduire introduisons introduit large méthode
      méthodes montre montrent montrer montrons nouveau nouveaux nouvel nouvelle nouvelles objectif
      obtenir obtenu obtenus obtient papier performance performances permet permettant permettent
      permettre possible présent présente présenté présentée présenter présentent présentons
      principal principale principales principaux problème problèmes procédé proposé proposée proposer
      propose proposent proposons question questions rapport réaliser réalisé récent récente récentes
      récents recherche recherches résultat résultats significatif significative significativement
      solution solutions suivant suivante tableau technique techniques thèse traite travail travaux
      utilisant utilisation utilise utilisé utilisée utilisées utiliser utilisés
      """),
    counters: words(
      """
      janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi
      mercredi jeudi vendredi samedi dimanche tableau figure section chapitre page numéro volume
      """),
    boundPrefixes: [
      "pré", "post", "non", "multi", "anti", "semi", "sous", "sur", "inter", "intra", "quasi", "co",
      "auto", "hyper", "micro", "macro",
    ],
    loosePrefixes: ["multi", "anti", "semi", "quasi"],
    openers: ["en", "hors"], links: ["à", "de", "en", "des", "du", "la", "le", "et", "par", "sur"])
}
