namespace Coppice.Model;

/// <summary>What can be read out of a simulation.</summary>
public enum Signal
{
    /// <summary>Withdrawal on the SOWS scale, 0..64, with an alpha-2 agonist taken into account (6.4, 6.5).</summary>
    Withdrawal,

    /// <summary>Respiratory tolerance T, 0 or more (5.3).</summary>
    Tolerance,

    /// <summary>Slow adaptation less drive, A2 - S: the basis of craving (6.6) and of the protracted index (6.7).</summary>
    SlowDeficit,

    /// <summary>Drive S, 0..1 (4.2).</summary>
    Drive,

    /// <summary>Medium adaptation A1 (5.2).</summary>
    Medium,

    /// <summary>Slow adaptation A2 (5.2).</summary>
    Slow,

    /// <summary>Mitragynine in plasma C1, nM (1.2).</summary>
    Mitragynine,

    /// <summary>7-OH in plasma H, nM (1.4).</summary>
    SevenHydroxy,

    /// <summary>Mitragynine at the effect site EM, nM (1.7).</summary>
    MitragynineSite,

    /// <summary>Buprenorphine in plasma, ng/mL (3.2).</summary>
    Buprenorphine,

    /// <summary>Occupancy by buprenorphine, 0..1 (4.3).</summary>
    Occupancy,
}

/// <summary>Parts of the model that can be switched off, to see what each adds.</summary>
[Flags]
public enum Parts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Fast adaptation A0.</summary>
    Fast = 1,

    /// <summary>Medium adaptation A1.</summary>
    Medium = 2,

    /// <summary>Slow adaptation A2.</summary>
    Slow = 4,

    /// <summary>Everything.</summary>
    All = Fast | Medium | Slow,
}
