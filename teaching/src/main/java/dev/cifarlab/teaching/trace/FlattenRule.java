package dev.cifarlab.teaching.trace;

/** x (n, c, h, w) as out (n, c h w). */
final class FlattenRule implements Rule {

    @Override
    public String formula(String role) {
        return role.equals("out")
                ? "$out[n] = the numbers of $x[n], row by row"
                : "$dX[n] = the numbers of $dOut[n], row by row";
    }

    @Override
    public void sources(String role, long[] place, Sources sources) {
        int rows = sources.size("x", 2);
        int columns = sources.size("x", 3);
        if (role.equals("out")) {
            long channel = place[1] / ((long) rows * columns);
            sources.add(true, "x", place[0], channel, place[1] / columns % rows, place[1] % columns);
        } else {
            sources.add(true, "dOut", place[0], (place[1] * rows + place[2]) * columns + place[3]);
        }
    }
}
