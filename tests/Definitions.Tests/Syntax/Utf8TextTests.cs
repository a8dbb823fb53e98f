using System.Text;
using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Tests.Syntax;

public sealed class Utf8TextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a: 中文 😀\n")]
    [InlineData("\ufeffa: 1")]
    public void Text_comes_back_as_it_is(string text)
    {
        Assert.Equal(text, Utf8Text.Decode(Encoding.UTF8.GetBytes(text), out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b', 0xd6, 0xd0 }, 2, 2, "0xD6 at offset 3", "GBK")]
    [InlineData(new byte[] { 0xff, 0xfe, (byte)'a', 0 }, 1, 1, "0xFF at offset 0", "UTF-16")]
    [InlineData(new byte[] { 0xe4, 0xb8, 0xad, 0xe4, 0xb8 }, 1, 2, "0xE4 at offset 3", "UTF-8")]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 }, 1, 1, "0xED at offset 0", "UTF-8")]
    public void The_first_byte_that_is_none_is_named(byte[] bytes, int line, int column, string what, string hint)
    {
        Assert.Null(Utf8Text.Decode(bytes, out var problem));

        Assert.Equal((DiagnosticCodes.NotUtf8, new SourcePosition(line, column)), (problem!.Code, problem.Position));
        Assert.Contains(what, problem.Message, StringComparison.Ordinal);
        Assert.Contains(hint, problem.Hint, StringComparison.Ordinal);
    }
}
