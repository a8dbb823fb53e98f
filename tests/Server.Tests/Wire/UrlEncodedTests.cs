using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Model;
using Sluice.Server.Wire;

namespace Sluice.Server.Tests.Wire;

public sealed class UrlEncodedTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a=1", "[a]=[1]")]
    [InlineData("a=1&b=2", "[a]=[1] [b]=[2]")]
    [InlineData("a", "[a]=[]")]
    [InlineData("a=", "[a]=[]")]
    [InlineData("=v", "[]=[v]")]
    [InlineData("&&a=1&", "[a]=[1]")]
    [InlineData("a=b=c", "[a]=[b=c]")]
    [InlineData("a=x+y%20z%2B", "[a]=[x y z+]")]
    [InlineData("a+b=%2f%2F", "[a b]=[//]")]
    [InlineData("a=~*'()!", "[a]=[~*'()!]")]
    [InlineData("k=%E6%88%91%e7%9a%84", "[k]=[我的]")]
    [InlineData("a=1&a=2", "[a]=[1] [a]=[2]")]
    [InlineData("a?b=c#d", "[a?b]=[c#d]")]
    [InlineData("a=%00", "[a]=[\0]")]
    public void Pairs_are_split_and_decoded(string raw, string expected) =>
        Assert.Equal(expected, string.Join(' ', Read(raw).Select(pair => $"[{pair.Key}]=[{pair.Value}]")));

    [Theory]
    [InlineData("a=%", "broken percent-encoding")]
    [InlineData("a=%4", "broken percent-encoding")]
    [InlineData("a=%zz", "broken percent-encoding")]
    [InlineData("a=%%34", "broken percent-encoding")]
    [InlineData("a=%C3", "not valid UTF-8")]
    [InlineData("a=%C0%AF", "not valid UTF-8")]
    [InlineData("a=%ED%A0%80", "not valid UTF-8")]
    [InlineData("%FF=1", "not valid UTF-8")]
    public void Broken_encoding_is_an_invalid_argument(string raw, string reason)
    {
        var error = Some.Error(() => Read(raw));

        Assert.StartsWith("InvalidArgument", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_value_is_reported_under_its_name() =>
        Assert.Contains(" FlowName: its value", Some.Error(() => Read("FlowName=%zz")), StringComparison.Ordinal);

    [Fact]
    public void More_pairs_than_the_limit_are_refused()
    {
        var most = string.Join('&', Enumerable.Repeat("a=1", UrlEncoded.MaxPairs));

        Assert.Equal(UrlEncoded.MaxPairs, Read(most).Count);
        Assert.StartsWith("InvalidArgument", Some.Error(() => Read(most + "&a=1")), StringComparison.Ordinal);
    }

    // Goal: no loss. Method: whatever text a client encodes, strictly or with '+', is read back the same.
    [Fact]
    public void Any_text_comes_back_as_it_was_encoded() =>
        Prop.ForAll(Texts, Texts, (name, value) =>
        {
            var strict = Uri.EscapeDataString("n" + name) + "=" + Uri.EscapeDataString(value);
            var expected = KeyValuePair.Create("n" + name, value);

            Assert.Equal([expected], Read(strict));
            Assert.Equal([expected], Read(strict.Replace("%20", "+", StringComparison.Ordinal)));
        }).QuickCheckThrowOnFailure();

    // Goal: no surprise. Method: any bytes, those that matter to the reader more often than chance has them.
    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Prop.ForAll(RawBytes, raw =>
        {
            try
            {
                UrlEncoded.Read(raw);
            }
            catch (ApiException e)
            {
                Assert.Equal("InvalidArgument", e.Code);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    internal static Arbitrary<string> Texts => Gen.Elements(
            "", "a", " ", "+", "%", "&", "=", "~*'()!", "我", "\U0001F600", "\n", "\0", "%41", "\u00E9", "a.1.b")
        .ListOf().Select(string.Concat).ToArbitrary();

    internal static Arbitrary<byte[]> RawBytes => Gen.OneOf(
            Gen.Elements("%"u8.ToArray(), "&"u8.ToArray(), "="u8.ToArray(), "+"u8.ToArray(), "%4"u8.ToArray(), "%E6"u8.ToArray()),
            Gen.Choose(0, 255).Select(value => new[] { (byte)value }))
        .ListOf().Select(parts => parts.SelectMany(part => part).ToArray()).ToArbitrary();

    private static List<KeyValuePair<string, string>> Read(string raw) =>
        [.. UrlEncoded.Read(Encoding.UTF8.GetBytes(raw)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Text))];
}
