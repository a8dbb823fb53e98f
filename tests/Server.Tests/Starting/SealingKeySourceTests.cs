using Sluice.Server.Starting;

namespace Sluice.Server.Tests.Starting;

public sealed class SealingKeySourceTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_key_file_is_made_once_and_found_again()
    {
        var path = Path.Combine(_directory.FullName, "sealing.key");
        var box = SealingKeySource.OfFile(path, isInUse: false, "--sealing-key-file").Seal("p", "x"u8);

        var again = SealingKeySource.OfFile(path, isInUse: true, "--sealing-key-file");
        Assert.NotNull(again.Open("p", box));
        Assert.DoesNotContain(File.ReadAllText(path).Trim(), again.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_secrets_are_sealed_a_missing_key_file_is_told_and_not_made_anew()
    {
        var path = Path.Combine(_directory.FullName, "sealing.key");

        var missing = Assert.Throws<StartException>(() => SealingKeySource.OfFile(path, isInUse: true, "--sealing-key-file"));

        Assert.Contains($"'{path}' is missing", missing.Message, StringComparison.Ordinal);
        Assert.Contains("--sealing-key-file", missing.Message, StringComparison.Ordinal);
        Assert.Empty(_directory.GetFiles());
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
            Assert.Throws<StartException>(() => SealingKeySource.OfFile(path, isInUse: false, "--sealing-key-file")),
            Assert.Throws<StartException>(() => SealingKeySource.OfText(text, "sealing.key")),
        })
        {
            Assert.Contains("64 hexadecimal digits", mistake.Message, StringComparison.Ordinal);
            Assert.False(text.Length > 0 && mistake.Message.Contains(text, StringComparison.Ordinal));
        }
    }
}
