package dev.cifarlab.teaching.trace;

/** Formulas as people read them: {@code dW1[i,j] = sum(n) X[n,i]} with slanted letters and low indices. */
final class Formula {

    private Formula() {}

    static String html(String formula) {
        return formula.replace("-", "−")
                .replaceAll("\\[([^\\]]*)\\]", "<i>[$1]</i>")
                .replaceAll("sum\\(([^)]*)\\)", "<span class=\"sum\">Σ<sub>$1</sub></span>")
                .replaceAll("\\b(d?[A-Zb])(\\d)?(?![a-zA-Z])", "<var>$1<sub>$2</sub></var>")
                .replace("<sub></sub>", "");
    }
}
