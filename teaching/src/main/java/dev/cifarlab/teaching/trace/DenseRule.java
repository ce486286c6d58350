package dev.cifarlab.teaching.trace;

/** x (n, inputs), W (inputs, units), b (1, units), out (n, units). */
final class DenseRule implements Rule {

    @Override
    public String formula(String role) {
        return switch (role) {
            case "out" -> "$out[n,j] = sum(i) $x[n,i] $W[i,j] + $b[0,j]";
            case "dW" -> "$dW[i,j] = sum(n) $x[n,i] $dOut[n,j]";
            case "db" -> "$db[0,j] = sum(n) $dOut[n,j]";
            default -> "$dX[n,i] = sum(j) $dOut[n,j] $W[i,j]";
        };
    }

    @Override
    public void sources(String role, long[] place, Sources sources) {
        long row = place[0];
        long column = place[1];
        switch (role) {
            case "out" -> {
                for (int i = 0; i < sources.size("x", 1); i++) {
                    sources.product("x", new long[] {row, i}, "W", i, column);
                }
                sources.add(true, "b", 0, column);
            }
            case "dW" -> {
                for (int n = 0; n < sources.size("x", 0); n++) {
                    sources.product("x", new long[] {n, row}, "dOut", n, column);
                }
            }
            case "db" -> {
                for (int n = 0; n < sources.size("x", 0); n++) {
                    sources.add(true, "dOut", n, column);
                }
            }
            default -> {
                for (int j = 0; j < sources.size("W", 1); j++) {
                    sources.product("dOut", new long[] {row, j}, "W", column, j);
                }
            }
        }
    }
}
