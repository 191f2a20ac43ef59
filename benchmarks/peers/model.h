/* The kratom part of docs/model.md in plain C, shared by the three peers, so that they differ by nothing but their solver.
   No buprenorphine, full agonist or alpha-2 agonist: xF = xB = 0, hence occB = 0 and phi = 0. Time in hours, concentrations in nM. */
#ifndef PEERS_MODEL_H
#define PEERS_MODEL_H

#include <math.h>
#include <string.h>

enum { AM, C1, C2, H, H2, AH, EM, EH, A0, A1, A2, T, W, STATES };

/* What the programs write, in this order. */
enum { OUTPUTS = 6 };
static const int output_state[OUTPUTS] = { C1, H, A1, A2, W, T };

/* One row of persons.csv; the members stand in the order of its columns. */
typedef struct {
  double ka, V1, Q, V2, CL, R, fp, kh, kd, kr, ke0, KM, rH, eM, eH, tau0, tau1, tau2, w2, Amax, KA, th, th0, kp, W50, tw, tauT, nmolPerDose;
} Person;
enum { PARAMETERS = sizeof(Person) / sizeof(double) };

/* The constants of the right-hand side, worked out once a person: what does not change is not divided again at every evaluation. */
typedef struct {
  double ka, per_V1, out, back, exchange, formed, first_pass, kh_ka, kh_kd, kd, kr, ke0;
  double xM, xH, eM, eH, Amax, KA, per_tau0, per_tau1, per_tau2, w1, w2, th, th0, kp, W50_squared, per_tw, per_tauT;
} Model;

static inline void prepare(const Person *p, Model *m)
{
  m->ka = p->ka;
  m->per_V1 = 1 / p->V1;
  m->out = (p->CL + p->Q) / p->V1;
  m->back = p->Q / p->V1;
  m->exchange = p->Q / p->V2;
  m->formed = p->kh * p->R * (1 - p->fp);
  m->first_pass = p->R * p->kh * p->fp / p->CL;
  m->kh_ka = p->kh * p->ka;
  m->kh_kd = p->kh + p->kd;
  m->kd = p->kd;
  m->kr = p->kr;
  m->ke0 = p->ke0;
  m->xM = 1 / p->KM;
  m->xH = p->rH / p->KM;
  m->eM = p->eM;
  m->eH = p->eH;
  m->Amax = p->Amax;
  m->KA = p->KA;
  m->per_tau0 = 1 / p->tau0;
  m->per_tau1 = 1 / p->tau1;
  m->per_tau2 = 1 / p->tau2;
  m->w1 = 1 - p->w2;
  m->w2 = p->w2;
  m->th = p->th;
  m->th0 = p->th0;
  m->kp = p->kp;
  m->W50_squared = p->W50 * p->W50;
  m->per_tw = 1 / p->tw;
  m->per_tauT = 1 / p->tauT;
}

static const double hinge_width_squared = 0.05 * 0.05;
static const double gate_squared = 0.06 * 0.06;

/* dy/dt. */
static inline void rhs(const Model *m, const double *y, double *d)
{
  const double absorbed = m->ka * y[AM];
  d[AM] = -absorbed;                                                                                                    /* 1.1 */
  d[C1] = absorbed * m->per_V1 - m->out * y[C1] + m->back * y[C2];                                                      /* 1.2 */
  d[C2] = m->exchange * (y[C1] - y[C2]);                                                                                /* 1.3 */
  d[H] = m->formed * y[C1] + m->first_pass * absorbed + m->kh_ka * y[AH] - m->kh_kd * y[H] + m->kr * y[H2];             /* 1.4 */
  d[H2] = m->kd * y[H] - m->kr * y[H2];                                                                                 /* 1.5 */
  d[AH] = -m->ka * y[AH];                                                                                               /* 1.6 */
  d[EM] = m->ke0 * (y[C1] - y[EM]);                                                                                     /* 1.7 */
  d[EH] = m->ke0 * (y[H] - y[EH]);

  const double xM = m->xM * y[EM], xH = m->xH * y[EH];                                                                  /* 4.1 */
  const double S = (m->eM * xM + m->eH * xH) / (1 + xM + xH);                                                           /* 4.2 */
  const double G = m->Amax * S / (S + m->KA);                                                                           /* 5.1 */
  d[A0] = (S - y[A0]) * m->per_tau0;                                                                                    /* 5.2 */
  d[A1] = (G - y[A1]) * m->per_tau1;
  d[A2] = (G - y[A2]) * m->per_tau2;
  d[T] = (S * 1.25 - y[T]) * m->per_tauT;                                                                               /* 5.3 */

  const double A = m->w1 * y[A1] + m->w2 * y[A2], A_squared = A * A;
  const double u = A - S - m->th, v = y[A0] - S - m->th0;
  const double hinge_u = 0.5 * (u + sqrt(u * u + hinge_width_squared));                                                 /* 6.1 */
  const double hinge_v = 0.5 * (v + sqrt(v * v + hinge_width_squared));
  const double D = hinge_u + m->kp * hinge_v * (A_squared / (A_squared + gate_squared)), D_squared = D * D;             /* 6.2 */
  const double target = 64 * D_squared / (m->W50_squared + D_squared);                                                  /* 6.3 */
  d[W] = (target - y[W]) * m->per_tw;                                                                                   /* 6.4 */
}

/* d(dy/dt)/dy by columns: J[row + STATES * column]. */
static inline void jacobian(const Model *m, const double *y, double *J)
{
#define AT(row, column) J[(row) + STATES * (column)]
  memset(J, 0, STATES * STATES * sizeof(double));
  AT(AM, AM) = -m->ka;
  AT(C1, AM) = m->ka * m->per_V1;
  AT(C1, C1) = -m->out;
  AT(C1, C2) = m->back;
  AT(C2, C1) = m->exchange;
  AT(C2, C2) = -m->exchange;
  AT(H, AM) = m->first_pass * m->ka;
  AT(H, C1) = m->formed;
  AT(H, H) = -m->kh_kd;
  AT(H, H2) = m->kr;
  AT(H, AH) = m->kh_ka;
  AT(H2, H) = m->kd;
  AT(H2, H2) = -m->kr;
  AT(AH, AH) = -m->ka;
  AT(EM, C1) = m->ke0;
  AT(EM, EM) = -m->ke0;
  AT(EH, H) = m->ke0;
  AT(EH, EH) = -m->ke0;

  const double xM = m->xM * y[EM], xH = m->xH * y[EH], den = 1 + xM + xH;
  const double S = (m->eM * xM + m->eH * xH) / den;
  const double G_S = m->Amax * m->KA / ((S + m->KA) * (S + m->KA));

  const double A = m->w1 * y[A1] + m->w2 * y[A2], A_squared = A * A, gate_den = A_squared + gate_squared;
  const double gate = A_squared / gate_den, gate_A = 2 * A * gate_squared / (gate_den * gate_den);
  const double u = A - S - m->th, root_u = sqrt(u * u + hinge_width_squared);
  const double v = y[A0] - S - m->th0, root_v = sqrt(v * v + hinge_width_squared);
  const double hinge_u = 0.5 * (u + root_u), slope_u = 0.5 * (1 + u / root_u);
  const double hinge_v = 0.5 * (v + root_v), slope_v = 0.5 * (1 + v / root_v);
  const double D = hinge_u + m->kp * hinge_v * gate, target_den = m->W50_squared + D * D;
  const double target_D = 128 * D * m->W50_squared / (target_den * target_den);
  const double D_A = slope_u + m->kp * hinge_v * gate_A, D_A0 = m->kp * slope_v * gate, D_S = -slope_u - D_A0;

  const double S_by[2] = { m->xM * (m->eM - S) / den, m->xH * (m->eH - S) / den };
  for (int effect = EM; effect <= EH; effect++) {
    const double S_effect = S_by[effect - EM];
    AT(A0, effect) = S_effect * m->per_tau0;
    AT(A1, effect) = G_S * S_effect * m->per_tau1;
    AT(A2, effect) = G_S * S_effect * m->per_tau2;
    AT(T, effect) = 1.25 * S_effect * m->per_tauT;
    AT(W, effect) = target_D * D_S * S_effect * m->per_tw;
  }
  AT(A0, A0) = -m->per_tau0;
  AT(A1, A1) = -m->per_tau1;
  AT(A2, A2) = -m->per_tau2;
  AT(T, T) = -m->per_tauT;
  AT(W, A0) = target_D * D_A0 * m->per_tw;
  AT(W, A1) = target_D * D_A * m->w1 * m->per_tw;
  AT(W, A2) = target_D * D_A * m->w2 * m->per_tw;
  AT(W, W) = -m->per_tw;
#undef AT
}

/* Doses at 07:00, 12:00, 17:00 and 22:00 of every day; t = 0 is the first midnight. */
enum { DOSES = 4 };
static const double dose_hour[DOSES] = { 7, 12, 17, 22 };

/* Absolute tolerances: rtol / 100 of a typical size of each state. For amounts and concentrations that is the dose, and this person's mean
   concentration at steady state; for the rest 0.1. For W, too: as long as doses go on, most people feel a small part of one of its 64 points,
   and with a size of 10 every solver needs a tighter rtol for the same error. So a state counts in relative terms down to a hundredth of its
   usual size, and noise below that costs no steps. */
static inline void absolute_tolerances(const Person *p, double rtol, double *atol)
{
  const double mean = DOSES * p->nmolPerDose / (24 * p->CL);
  const double size[STATES] = {
    p->nmolPerDose, mean, mean, p->R * mean, p->R * mean, 1, mean, p->R * mean, 0.1, 0.1, 0.1, 0.1, 0.1
  };
  for (int i = 0; i < STATES; i++)
    atol[i] = rtol * 1e-2 * size[i];
}

#endif
