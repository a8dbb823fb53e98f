using Sluice.Server.Accounts;
using Sluice.Server.Hosting;

namespace Sluice.Server.Tests.Accounts;

public sealed class MasterKeyTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void What_was_sealed_opens_for_its_purpose_only_and_unchanged_only()
    {
        var master = MasterKey.Parse(new string('a', 64));
        var box = master.Seal("one", "secret"u8);

        Assert.Equal("secret"u8.ToArray(), master.Open("one", box));
        Assert.Null(master.Open("two", box));
        Assert.Null(MasterKey.Parse(new string('b', 64)).Open("one", box));
        for (var place = 0; place < box.Length; place++)
        {
            var changed = box.ToArray();
            changed[place] ^= 1;
            Assert.Null(master.Open("one", changed));
        }

        Assert.Null(master.Open("one", []));
        Assert.NotEqual(box, master.Seal("one", "secret"u8));
    }

    [Fact]
    public void A_key_file_is_made_once_and_found_again()
    {
        var path = Path.Combine(_directory.FullName, "sealing.key");
        var box = MasterKey.Open(path).Seal("p", "x"u8);

        Assert.NotNull(MasterKey.Open(path).Open("p", box));
        Assert.DoesNotContain(File.ReadAllText(path).Trim(), MasterKey.Open(path).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("not hexadecimal at all, and yet as long as a key has to be......")]
    public void What_is_no_key_is_refused_and_not_shown(string text)
    {
        var path = Path.Combine(_directory.FullName, "sealing.key");
        File.WriteAllText(path, text);

        foreach (var mistake in new[]
        {
            Assert.Throws<StartException>(() => MasterKey.Open(path)), Assert.Throws<StartException>(() => MasterKey.Parse(text)),
        })
        {
            Assert.Contains("64 hexadecimal digits", mistake.Message, StringComparison.Ordinal);
            Assert.False(text.Length > 0 && mistake.Message.Contains(text, StringComparison.Ordinal));
        }
    }
}
