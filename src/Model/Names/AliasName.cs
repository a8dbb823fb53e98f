namespace Sluice.Model.Names;

/// <summary>The name of an alias, unique within its flow.</summary>
/// <remarks>
/// A name that a caller chooses is checked by <see cref="Parse"/>; it never begins with a digit, so no alias looks like a
/// version. A name that is only looked up may be any text: then the answer is "does not exist". Source: CreateFlowAlias,
/// parameter Name; API reference, section 4.1.
/// </remarks>
public readonly record struct AliasName
{
    private AliasName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The name as chosen by a caller.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c> when the text is not such a name.</exception>
    public static AliasName Parse(string parameter, string text) => new(ResourceName.Check(parameter, text));

    /// <summary>A name to look up, whatever its shape.</summary>
    public static AliasName Lookup(string text) => new(text);

    public override string ToString() => Value;
}
