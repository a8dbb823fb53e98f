using Sluice.Engine.Tasks;
using Sluice.Model;

namespace Sluice.Engine.Tests.Tasks;

public sealed class TaskTokensTests
{
    private const ulong Nonce = 0xfedcba9876543210;

    private static readonly AttemptId Attempt = new(new ExecutionId(0x0123456789abcdef), 7, 3);

    private readonly TaskTokens _tokens = new(new byte[32]);

    [Fact]
    public void A_token_names_its_attempt()
    {
        Assert.True(_tokens.TryRead(_tokens.Mint(Attempt, Nonce), out var read, out var nonce));
        Assert.Equal((Attempt, Nonce), (read, nonce));
    }

    [Fact]
    public void The_form_of_a_token_is_stored_and_stays() =>
        Assert.Equal("AQEjRWeJq83vAAAABwAAAAP-3LqYdlQyEC6l6OOCfkIJ0nkie9-Ww1o", _tokens.Mint(Attempt, Nonce));

    [Fact]
    public void A_token_with_any_character_changed_is_refused()
    {
        var token = _tokens.Mint(Attempt, Nonce);
        for (var place = 0; place < token.Length; place++)
        {
            var other = token[place] == 'A' ? 'B' : 'A';
            Assert.False(_tokens.TryRead(token[..place] + other + token[(place + 1)..], out _, out _), $"place {place}");
        }
    }

    // Tokens come from outside: whatever stands in one, it is refused and never more than that.
    [Fact]
    public void A_token_with_any_character_at_any_place_is_read_as_itself_or_refused()
    {
        var token = _tokens.Mint(Attempt, Nonce);
        for (var place = 0; place < token.Length; place++)
        {
            for (var character = '\0'; character < 0x180; character++)
            {
                var changed = token[..place] + character + token[(place + 1)..];
                Assert.True(
                    !_tokens.TryRead(changed, out var read, out _) || changed == token, $"{(int)character} at {place}: {read}");
            }

            Assert.False(_tokens.TryRead(token[..place], out _, out _), $"cut at {place}");
            Assert.False(_tokens.TryRead(token.Insert(place, " "), out _, out _), $"a blank at {place}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AQ")]
    [InlineData("*******************************************************")]
    [InlineData("AQEjRWeJq83vAAAABwAAAAP-3LqYdlQyEC6l6OOCfkIJ0nkie9-Ww1=")]
    [InlineData("                                                       ")]
    [InlineData("no token at all, and quite a bit longer than one would be")]
    [InlineData("£££££££££££££££££££££££££££££££££££££££££££££££££££££££££")]
    public void Other_text_is_refused(string text) => Assert.False(_tokens.TryRead(text, out _, out _));

    [Fact]
    public void A_token_of_another_server_is_refused()
    {
        var other = new TaskTokens(Enumerable.Repeat((byte)1, 32).ToArray());
        Assert.False(_tokens.TryRead(other.Mint(Attempt, Nonce), out _, out _));
    }
}
