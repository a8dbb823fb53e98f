namespace Sluice.Server.OwnApi;

/// <summary>A parameter of a request, or a member of a body or an answer.</summary>
/// <param name="About">One sentence, for whoever reads the description.</param>
internal sealed record Field(string Name, Shape Shape, string About)
{
    /// <summary>It can be left out; of an answer: it is not always there.</summary>
    public bool IsOptional { get; init; }

    public bool MayBeNull { get; init; }

    /// <summary>The same, not always there.</summary>
    public Field OrNone => this with { IsOptional = true };
}
