namespace Sluice.Simulation.Nodes;

/// <summary>What becomes of something on its way between two nodes.</summary>
public enum LinkFate
{
    Carried,

    /// <summary>It takes a while, and others overtake it.</summary>
    Late,

    /// <summary>It never arrives.</summary>
    Lost,

    Twice,

    /// <summary>Once now, and once more when all of it may be over.</summary>
    AgainLater,

    /// <summary>The sender believes that another node has the shard.</summary>
    Misdelivered,
}
