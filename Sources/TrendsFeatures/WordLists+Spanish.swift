extension WordLists {
  /// Spanish: function words, and what every abstract says whatever it is about.
  static let spanish = WordLists(
    stopWords: words(
      """
      a acerca además adónde ahora al algo algún alguna algunas alguno algunos allí ambas ambos ante
      antes aquel aquella aquellas aquello aquellos aquí así aun aún aunque bajo bastante bien cabe
      cada casi cierta ciertas cierto ciertos como cómo con contra cual cuál cuales cuáles cualquier
      cualquiera cuando cuándo cuanto cuánto cuyo cuya cuyos cuyas de debe deben debido del demás
      dentro desde después detrás donde dónde dos durante e el él ella ellas ello ellos embargo en
      encima entonces entre era eran eras es esa esas ese eso esos esta está estaba estaban están
      estar estas este esto estos fue fuera fueron ha haber había habían hace hacen hacer hacia han
      hasta hay he incluso junto la las le les lo los luego mas más me mediante mejor menos mi mí
      mientras mis misma mismas mismo mismos modo mucha muchas mucho muchos muy nada ni ningún ninguna
      ninguno no nos nosotros nuestra nuestras nuestro nuestros nunca o os otra otras otro otros para
      pero poca pocas poco pocos por porque posible primer primera primeras primero primeros pueda
      puede pueden pues que qué quien quién quienes se sea sean según ser será serán si sí sido siempre
      siendo sin sino sobre solamente solo sólo somos son su sus tal tales también tampoco tan tanta
      tantas tanto tantos te tener tiene tienen toda todas todavía todo todos tras través tu tus u un
      una unas uno unos usted ustedes va van varias varios vez veces vs y ya yo tres cuatro cinco seis
      siete ocho nueve diez
      abordar actual actuales analizar analizan aplicar artículo artículos autor autores base
      basada basadas basado basados capítulo casos caso comparación conjunto contribución considera
      demostrar demuestra demuestran desarrolla desarrollado desarrollar desarrollo describe describen
      describir diferente diferentes diversas diversos efectiva efectivo eficaz eficacia eficiente
      enfoque enfoques estudia estudiar estudio estudios existente existentes experimental
      experimentales experimento experimentos figura forma gran grande grandes importante importantes
      introduce introducimos investigación investigar marco mejora mejorar mejoras método métodos
      metodología mostramos mostrar muestra muestran nueva nuevas nuevo nuevos objetivo objetivos
      obtener obtenido obtenidos obtiene ofrece permite permiten permitir presenta presentamos
      presentan presentar principal principales problema problemas procedimiento propone proponemos
      proponen proponer propuesta propuesto proporciona realiza realizar realizado reciente recientes
      rendimiento resultado resultados sección significativa significativamente significativo
      solución soluciones tabla técnica técnicas tesis tipo tipos trabajo trabajos usando uso utiliza
      utilizado utilizan utilizando utilizar
      """),
    counters: words(
      """
      enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes
      martes miércoles jueves viernes sábado domingo tabla figura sección capítulo página número
      volumen
      """),
    boundPrefixes: [
      "pre", "post", "no", "multi", "anti", "semi", "sub", "inter", "intra", "cuasi", "co", "auto",
      "hiper", "micro", "macro",
    ],
    loosePrefixes: ["multi", "anti", "semi", "cuasi"],
    openers: ["en"], links: ["a", "de", "en", "del", "la", "el", "y", "por"])
}
