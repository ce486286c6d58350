package dev.cifarlab.app.data;

import java.net.URI;
import java.util.List;
import org.datavec.api.records.Record;
import org.datavec.api.records.reader.impl.FileRecordReader;
import org.datavec.api.writable.BytesWritable;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.Writable;

/** DataVec's reader of files, whose record is here a picture's planar bytes and the index of its class. */
final class PictureReader extends FileRecordReader {

    private static final long serialVersionUID = 1L;

    private final FirstFolder folder;
    private final transient Framing framing;

    PictureReader(FirstFolder folder, List<String> classes, Framing framing) {
        this.folder = folder;
        this.framing = framing;
        setLabels(classes);
    }

    @Override
    public int getLabel(URI picture) {
        return getLabels().indexOf(folder.name(picture));
    }

    @Override
    public List<Writable> next() {
        currentUri = locationsIterator.next();
        byte[] pixels = Pictures.load(folder.path(currentUri), framing);
        return List.of(new BytesWritable(pixels), new IntWritable(getCurrentLabel()));
    }

    @Override
    public Record nextRecord() {
        return new org.datavec.api.records.impl.Record(next(), null);
    }
}
