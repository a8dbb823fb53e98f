namespace Sluice.Storage;

/// <summary>What accounts have, and have so many of at the most.</summary>
public enum CatalogItem
{
    Flow,

    /// <summary>Published versions.</summary>
    Version,

    Alias,

    Schedule,
}
