using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Tests;

/// <summary>The picture of a code in half blocks.</summary>
public class QrMatrixTests
{
    private static readonly string Code = "CPC1:" + new string('A', 188);

    [Fact]
    public void A_code_of_a_safety_number_fits_a_terminal()
    {
        var modules = QrMatrix.Of(Code);
        Assert.Equal(41 + (2 * 4), modules.Length);
        Assert.All(modules, row => Assert.Equal(modules.Length, row.Length));
        Assert.Equal(25, QrMatrix.Lines(modules, dark: true).Count());
    }

    [Fact]
    public void There_is_a_quiet_zone_and_a_finder_pattern_in_three_corners()
    {
        var modules = QrMatrix.Of(Code);
        var last = modules.Length - 5;
        Assert.All(modules.Take(4).Concat(modules.TakeLast(4)), row => Assert.DoesNotContain(true, row));
        Assert.All(modules, row => Assert.DoesNotContain(true, row.Take(4).Concat(row.TakeLast(4))));
        foreach (var (y, x) in new[] { (4, 4), (4, last - 6), (last - 6, 4) }) Assert.All(Enumerable.Range(0, 7), i => Assert.True(modules[y][x + i] && modules[y + i][x]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_lines_read_back_to_the_modules(bool dark)
    {
        var modules = QrMatrix.Of(Code);
        var lines = QrMatrix.Lines(modules, dark).ToList();
        for (var y = 0; y < modules.Length; y++)
        {
            var drawn = lines[y / 2].Select(c => c == '\u2588' || c == (y % 2 == 0 ? '\u2580' : '\u2584'));
            Assert.Equal(modules[y].Select(m => m == dark), drawn);
        }
    }
}
