using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Server.Audit;

namespace Sluice.Server.Tests.Audit;

public sealed class LinesBackwardsTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    // Goal: no line lost or torn at the edge of a block. Method: made-up lines in blocks of a few bytes, from any place
    // that the reader itself has named.
    [Fact]
    public void Lines_come_whole_from_the_last_to_the_first_whatever_the_blocks_are() =>
        Prop.ForAll(
            Gen.Elements('a', 'b').ListOf().Select(letters => string.Concat(letters)).ListOf().ToArbitrary(),
            Gen.Choose(1, 9).ToArbitrary(),
            (lines, blockBytes) =>
            {
                File.WriteAllText(_path, string.Concat(lines.Select(line => line + "\n")));

                var all = Read(long.MaxValue, blockBytes);

                Assert.Equal(Enumerable.Reverse(lines), all.Select(found => found.Line));
                foreach (var (index, (_, place)) in all.Index())
                {
                    Assert.Equal(all.Skip(index + 1), Read(place, blockBytes));
                }
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_line_without_its_end_is_a_line()
    {
        File.WriteAllText(_path, "one\ntw");

        Assert.Equal(["tw", "one"], Read(long.MaxValue, 2).Select(found => found.Line));
    }

    private List<(string Line, long Place)> Read(long end, int blockBytes)
    {
        var found = new List<(string, long)>();
        using var lines = new LinesBackwards(_path, end, blockBytes);
        while (lines.TryRead(out var line, out var place))
        {
            found.Add((Encoding.UTF8.GetString(line), place));
        }

        return found;
    }
}
