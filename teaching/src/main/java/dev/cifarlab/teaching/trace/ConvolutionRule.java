package dev.cifarlab.teaching.trace;

import java.util.Arrays;

/** x (n, channels, h, w), W (units, channels, f, f), b (units), out (n, units, h - f + 1, w - f + 1). */
final class ConvolutionRule implements Rule {

    @Override
    public String formula(String role) {
        return switch (role) {
            case "out" -> "$out[n,u,r,q] = sum(c,i,j) $W[u,c,i,j] $x[n,c,r+i,q+j] + $b[u]";
            case "dW" -> "$dW[u,c,i,j] = sum(n,r,q) $dOut[n,u,r,q] $x[n,c,r+i,q+j]";
            case "db" -> "$db[u] = sum(n,r,q) $dOut[n,u,r,q]";
            default -> "$dX[n,c,h,w] = sum(u,i,j) $dOut[n,u,h-i,w-j] $W[u,c,i,j], as far as there is such a place";
        };
    }

    @Override
    public void sources(String role, long[] place, Sources sources) {
        if (role.equals("out")) {
            sources.add(true, "b", place[1]);
        }
        // Every product of the layer, of which those are kept that this number is made of.
        for (int n = 0; n < sources.size("out", 0); n++) {
            for (int u = 0; u < sources.size("out", 1); u++) {
                for (int r = 0; r < sources.size("out", 2); r++) {
                    for (int q = 0; q < sources.size("out", 3); q++) {
                        long[] out = {n, u, r, q};
                        if (role.equals("db") && u == place[0]) {
                            sources.add(true, "dOut", out);
                        } else if (!role.equals("db")) {
                            products(role, place, out, sources);
                        }
                    }
                }
            }
        }
    }

    private static void products(String role, long[] place, long[] out, Sources sources) {
        for (int c = 0; c < sources.size("x", 1); c++) {
            for (int i = 0; i < sources.size("W", 2); i++) {
                for (int j = 0; j < sources.size("W", 3); j++) {
                    long[] pixel = {out[0], c, out[2] + i, out[3] + j};
                    long[] weight = {out[1], c, i, j};
                    if (role.equals("out") && Arrays.equals(place, out)) {
                        sources.product("W", weight, "x", pixel);
                    } else if (role.equals("dW") && Arrays.equals(place, weight)) {
                        sources.product("dOut", out, "x", pixel);
                    } else if (role.equals("dX") && Arrays.equals(place, pixel)) {
                        sources.product("dOut", out, "W", weight);
                    }
                }
            }
        }
    }
}
