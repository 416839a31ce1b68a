package io.gridwork.devnet.demo;

import io.gridwork.devnet.network.ComputeDevice;
import io.gridwork.devnet.network.Devnet;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What the demo shows at its end.
 *
 * @param dispute what came of the lie, in words
 * @param picture the rendering, as a PNG
 */
public record Report(
        Devnet devnet,
        ComputeDevice device,
        Summary summary,
        List<Outcome> outcomes,
        SequencedMap<String, String> dispute,
        Path picture) {

    /** Where to look further, by name. */
    public SequencedMap<String, Path> paths() {
        var folder = devnet.folder();
        var paths = new LinkedHashMap<String, Path>();
        paths.put("database", folder.database());
        paths.put("picture", picture);
        paths.put("outputs", folder.outputs());
        paths.put("deployment", devnet.record());
        paths.put("logs", folder.logs());
        return paths;
    }
}
