package org.openstm.device.sim.receipt;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.aztec.AztecWriter;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.datamatrix.DataMatrixWriter;
import com.google.zxing.pdf417.encoder.PDF417;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Codes other than QR drawn by the printer (`GS ( k`): PDF417, Aztec, Data Matrix. Others, such as MaxiCode, are
/// not drawn.
final class MatrixCodeStore {
    private static final int PDF417_CODE = 0x30;
    private static final int AZTEC_CODE = 0x35;
    private static final int DATA_MATRIX_CODE = 0x36;
    private static final int STORE = 0x50;
    private static final int PRINT = 0x51;
    private static final int MOST_COLUMNS = 30;
    private static final int MOST_ROWS = 90;

    /// Settings by the number of the code and of the function.
    private final Map<Integer, Integer> settings = new HashMap<>();

    private final Map<Integer, byte[]> stored = new HashMap<>();

    static boolean isPrintOrder(byte[] order) {
        return order.length >= 2 && order[1] == PRINT;
    }

    /// Stores a setting, or the data to draw.
    void storeOrder(byte[] order) {
        if (order.length < 3) return;
        if (order[1] == STORE) stored.put((int) order[0], Arrays.copyOfRange(order, 3, order.length));
        else settings.put(settingKey(order[0], order[1]), order[order.length - 1] & 0xFF);
    }

    private static int settingKey(int code, int function) {
        return code << 8 | function;
    }

    private int settingOr(int code, int function, int usual) {
        return settings.getOrDefault(settingKey(code, function), usual);
    }

    /// @return empty if this printer draws no such code
    Optional<DrawnCode> drawCode(int code) {
        var text = new String(stored.getOrDefault(code, new byte[0]), StandardCharsets.ISO_8859_1);
        if (text.isEmpty()) return Optional.empty();
        try {
            return switch (code) {
                case PDF417_CODE -> Optional.of(drawPdf417(text));
                case AZTEC_CODE ->
                    Optional.of(squareCode(
                            "AZTEC",
                            text,
                            new AztecWriter().encode(text, BarcodeFormat.AZTEC, 1, 1),
                            settingOr(code, 67, 3)));
                case DATA_MATRIX_CODE ->
                    Optional.of(squareCode(
                            "DATAMATRIX",
                            text,
                            new DataMatrixWriter()
                                    .encode(text, BarcodeFormat.DATA_MATRIX, 1, 1, Map.of(EncodeHintType.MARGIN, 0)),
                            settingOr(code, 67, 3)));
                default -> Optional.empty();
            };
        } catch (WriterException | IllegalArgumentException | IllegalStateException _) {
            return Optional.empty();
        }
    }

    private static DrawnCode squareCode(String kind, String text, BitMatrix modules, int dots) {
        int times = Math.clamp(dots, 1, 16);
        return DrawnCode.of(kind, text, modules.getWidth(), modules.getHeight(), times, times, modules::get);
    }

    private DrawnCode drawPdf417(String text) throws WriterException {
        int columns = settingOr(PDF417_CODE, 65, 0);
        int rows = settingOr(PDF417_CODE, 66, 0);
        int level = settingOr(PDF417_CODE, 69, '0' + 1);
        var code = new PDF417(settingOr(PDF417_CODE, 70, 0) == 1);
        code.setDimensions(
                columns == 0 ? MOST_COLUMNS : columns,
                columns == 0 ? 1 : columns,
                rows == 0 ? MOST_ROWS : rows,
                rows == 0 ? 3 : rows);
        code.generateBarcodeLogic(text, Math.clamp(level - '0', 0, 8));
        int across = Math.clamp(settingOr(PDF417_CODE, 67, 3), 1, 8);
        int down = across * Math.clamp(settingOr(PDF417_CODE, 68, 3), 1, 8);
        // the last row comes first
        var modules = code.getBarcodeMatrix().getScaledMatrix(1, 1);
        return DrawnCode.of(
                "PDF417",
                text,
                modules[0].length,
                modules.length,
                across,
                down,
                (x, y) -> modules[modules.length - 1 - y][x] == 1);
    }
}
