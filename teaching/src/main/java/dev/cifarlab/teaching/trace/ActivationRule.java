package dev.cifarlab.teaching.trace;

/** relu, tanh or sigmoid of each number by itself. */
record ActivationRule(String function) implements Rule {

    @Override
    public String formula(String role) {
        boolean out = role.equals("out");
        return switch (function) {
            case "relu" -> out ? "$out = max($x, 0)" : "$dX = $dOut where $x > 0, else 0";
            case "tanh" -> out ? "$out = tanh $x" : "$dX = $dOut (1 - tanh² $x)";
            default -> out ? "$out = s($x), s(z) = 1 / (1 + exp(-z))" : "$dX = $dOut s($x) (1 - s($x))";
        };
    }

    @Override
    public void sources(String role, long[] place, Sources sources) {
        boolean relu = function.equals("relu");
        boolean open = !relu || sources.value("x", place) > 0;
        if (role.equals("out")) {
            sources.add(open, "x", place);
        } else {
            sources.add(open, "dOut", place);
            sources.add(!relu && sources.value("dOut", place) != 0, "x", place);
        }
    }
}
