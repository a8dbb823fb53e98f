using System.Text.RegularExpressions;

namespace Sluice.Objects;

/// <summary>The name of a bucket.</summary>
/// <remarks>
/// 3 to 63 lower-case letters, digits and <c>-</c>, with a letter or digit at both ends. Source: OSS, bucket
/// naming.
/// </remarks>
public readonly partial record struct BucketName
{
    private BucketName(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="ObjectException"><c>InvalidBucketName</c>.</exception>
    public static BucketName Parse(string text) => Shape().IsMatch(text)
        ? new(text)
        : throw new ObjectException(
            ObjectErrors.InvalidBucketName,
            $"'{Shown.Short(text)}' is not a bucket name; use 3 to 63 lower-case letters, digits and '-', with a "
            + "letter or digit at both ends.");

    /// <summary>Whether a text is such a name.</summary>
    public static bool IsName(string text) => Shape().IsMatch(text);

    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
