import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;

/// Writes a picture at half its width and height: a page of the documents shows several side by side, and their text can
/// still be read.
final class HalfPicture {
    public static void main(String[] words) throws IOException {
        var large = ImageIO.read(new File(words[0]));
        int width = large.getWidth() / 2;
        int height = large.getHeight() / 2;
        var half = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = half.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(large, 0, 0, width, height, null);
        pen.dispose();
        ImageIO.write(half, "png", new File(words[1]));
    }
}
