using System.Text;
using FsCheck.Fluent;
using Sluice.Objects.Directories;

namespace Sluice.Objects.Tests.Directories;

public sealed class KeyNamesProperties
{
    private static readonly KeyNames[] Both = [new(foldsCase: false), new(foldsCase: true)];

    [Fact]
    public void Two_keys_never_share_a_path() => Some.Hold(Some.Key.Two(), pair =>
    {
        foreach (var names in Both)
        {
            var (one, other) = (names.ToPath(pair.Item1), names.ToPath(pair.Item2));
            Assert.Equal(pair.Item1 == pair.Item2, one.SequenceEqual(other));
        }

        return Task.CompletedTask;
    });

    [Fact]
    public void Every_name_is_one_that_all_file_systems_take() => Some.Hold(Some.Key, key =>
    {
        foreach (var name in Both.SelectMany(names => names.ToPath(key)))
        {
            Assert.InRange(Encoding.UTF8.GetByteCount(name + KeyNames.ObjectMark), 1, 255);
            Assert.NotEqual('.', name[0]);
            Assert.False(name[^1] is '.' or ' ', name);
            Assert.DoesNotContain(name, c => char.IsControl(c) || "/\\:*?\"<>|".Contains(c));
            Assert.DoesNotMatch(@"(?i)\A(con|prn|aux|nul|com\d|lpt\d)\s*(\.|\z)", name);
        }

        return Task.CompletedTask;
    });

    [Fact]
    public void Where_capitals_make_no_difference_names_are_lower_case_ascii() => Some.Hold(Some.Key, key =>
    {
        Assert.All(Both[1].ToPath(key), name => Assert.All(name, c => Assert.True(c is < '\x7f' and (< 'A' or > 'Z'))));
        return Task.CompletedTask;
    });

    [Fact]
    public void The_names_of_a_path_read_back_give_the_key() => Some.Hold(Some.Key, key =>
    {
        foreach (var names in Both)
        {
            var text = string.Concat(names.ToPath(key).Select(name =>
                KeyNames.TryRead(name, out var piece)
                    ? piece + (name.EndsWith(KeyNames.MoreMark, StringComparison.Ordinal) ? "" : "/")
                    : throw new InvalidDataException(name)));
            Assert.Equal(key + "/", text);
        }

        return Task.CompletedTask;
    });

    [Theory]
    [InlineData("in.csv", "in.csv")]
    [InlineData("data/2026/Sales Q1.csv", "data/2026/Sales Q1.csv")]
    [InlineData("日本/x", "日本/x")]
    [InlineData("a//b/", "a/%empty/b/%empty")]
    [InlineData(".hidden", "%2ehidden")]
    [InlineData("50%", "50%25")]
    [InlineData("con.txt", "%63on.txt")]
    [InlineData("end.", "end%2e")]
    public void A_plain_key_is_its_own_path_and_a_special_one_stays_readable(string key, string path) =>
        Assert.Equal(path, string.Join('/', Both[0].ToPath(key)));

    [Theory]
    [InlineData(".DS_Store")]
    [InlineData("50%")]
    [InlineData("%zz")]
    [InlineData("%ff")]
    [InlineData("%file")]
    [InlineData("%more")]
    public void A_name_that_no_key_has_is_not_read(string name) => Assert.False(KeyNames.TryRead(name, out _));
}
