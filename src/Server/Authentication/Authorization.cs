using Sluice.Model;

namespace Sluice.Server.Authentication;

/// <summary>The <c>Authorization</c> header of ACS3, taken apart.</summary>
/// <param name="SignedHeadersText">The names as sent, lower case, joined with <c>;</c>.</param>
/// <param name="Signature">Hex, as sent.</param>
/// <remarks>Source: protocol, sections 9.1 and 9.2.</remarks>
internal sealed record Authorization(string AccessKeyId, string SignedHeadersText, string Signature)
{
    public const string Algorithm = "ACS3-HMAC-SHA256";

    public const string Credential = "Credential=";

    private const string Form =
        "it must be '" + Algorithm + " Credential=<id>,SignedHeaders=<a;b;c>,Signature=<hex>'";

    /// <summary>Most headers that can be signed: no request has more.</summary>
    private const int MaxSignedHeaders = 100;

    /// <summary>Lower-case names in the order sent.</summary>
    public string[] SignedHeaders { get; } = SignedHeadersText.Split(';', MaxSignedHeaders + 1);

    public bool Signs(string header) => Array.IndexOf(SignedHeaders, header) >= 0;

    /// <summary>Lenient about blanks after commas and about the order of the three members.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c>: another algorithm, or not of this
    /// form.</exception>
    public static Authorization Parse(string header)
    {
        var blank = header.IndexOf(' ');
        var algorithm = blank < 0 ? header : header[..blank];
        if (algorithm != Algorithm)
        {
            throw ApiException.InvalidArgument(
                nameof(Authorization),
                $"the algorithm '{Excerpt.Of(algorithm)}' is not supported; use {Algorithm}");
        }

        string? id = null, names = null, signature = null;
        foreach (var range in header.AsSpan(algorithm.Length).Split(','))
        {
            var member = header.AsSpan(algorithm.Length)[range].Trim();
            id ??= Member(member, Credential);
            names ??= Member(member, "SignedHeaders=");
            signature ??= Member(member, "Signature=");
        }

        if (id is null)
        {
            throw ApiException.MissingRequiredParams("AccessKeyId");
        }

        if (names is null || signature is null)
        {
            throw ApiException.InvalidArgument(nameof(Authorization), Form);
        }

        var whole = new Authorization(id, names.ToLowerInvariant(), signature);
        return whole.SignedHeaders.Length <= MaxSignedHeaders
            ? whole
            : throw ApiException.InvalidArgument(nameof(Authorization), "it names more headers than there can be");
    }

    private static string? Member(ReadOnlySpan<char> text, string name) =>
        text.Length > name.Length && text.StartsWith(name, StringComparison.Ordinal)
            ? text[name.Length..].ToString()
            : null;
}
