namespace Sluice.Simulation.Nodes;

/// <summary>What goes wrong among nodes before a step.</summary>
public enum Mishap
{
    None,

    /// <summary>A node takes no step for a while, perhaps in the middle of a commit, and keeps what it has.</summary>
    Frozen,

    /// <summary>As <see cref="Frozen"/>, and meanwhile others are given its shards: it comes back and does not know.</summary>
    FrozenAndReplaced,

    /// <summary>A node dies; a commit on its way is not written.</summary>
    Killed,

    /// <summary>A node dies; a commit on its way arrives all the same, perhaps when its shards have other owners.</summary>
    KilledCommitting,

    /// <summary>A shard is given to another node, and both are told.</summary>
    Moved,

    /// <summary>A shard is given to another node, and the former owner is not told: its next commit tells it.</summary>
    MovedUnsaid,

    /// <summary>A lease runs out, and for a while nobody has the shard.</summary>
    Expired,

    /// <summary>The owner of a shard is given it once more.</summary>
    GivenAgain,

    /// <summary>An answer that a service has given before reaches one of the nodes once more.</summary>
    AnswerTwice,

    /// <summary>A letter between shards that was handed over before is handed over once more, at one of the nodes.</summary>
    LetterTwice,
}
