namespace Sluice.Sharing.Memory;

/// <summary>What whoever tells of the collector should ask it for.</summary>
public enum WantedCollection
{
    None,

    /// <summary>A full collection in the background: much is in use, and none has come for a while.</summary>
    Background,

    /// <summary>One that gives memory back to the system, while hardly anybody needs any: much was in use, and is not any more.</summary>
    Compacting,
}
