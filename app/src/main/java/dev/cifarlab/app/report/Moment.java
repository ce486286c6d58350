package dev.cifarlab.app.report;

/**
 * How far a training is, within an epoch.
 *
 * @param epoch the epoch, from 1
 * @param batch its batches done
 * @param batches its batches
 * @param loss mean training loss of the epoch so far, in nats; NaN before the first batch
 * @param accuracy training accuracy of the epoch so far, 0 to 1; NaN before the first batch
 * @param imagesPerSecond training images a second of the epoch so far; NaN before the first batch
 * @param secondsLeft of the whole training; NaN as long as it is not known
 * @param validates whether the epoch's validation runs
 */
public record Moment(
        int epoch,
        int batch,
        int batches,
        double loss,
        double accuracy,
        double imagesPerSecond,
        double secondsLeft,
        boolean validates) {

    /** The same while the epoch's validation runs. */
    public Moment validating() {
        return new Moment(epoch, batch, batches, loss, accuracy, imagesPerSecond, secondsLeft, true);
    }

    /** For instance {@code epoch 3 of 25, batch 120 of 391, about 12.0 min left}. */
    String words(int epochs) {
        return Words.format("epoch %d of %d, ", epoch, epochs)
                + (validates ? "validating" : Words.format("batch %d of %d", batch, batches))
                + (Double.isNaN(secondsLeft) ? "" : ", about " + Words.time(secondsLeft) + " left")
                + (Double.isNaN(imagesPerSecond) ? "" : Words.format(", %.1f images/s", imagesPerSecond));
    }

    /** Epochs done, with the present one's share. */
    double epochs() {
        return epoch - 1 + (double) batch / batches;
    }
}
