  // Geometric adstock with weights that sum to 1 (model.md section 3); no media before the first week.
  vector geometric_adstock(vector s, real decay) {
    int weeks = num_elements(s);
    vector[weeks] a;
    real carried = 0;
    for (t in 1:weeks) {
      carried = s[t] + decay * carried;
      a[t] = carried;
    }
    return (1 - decay) * a;
  }

  // Hill curve as a logistic of ln a; weeks before the first with media are 0 and stay 0.
  vector hill(vector a, int first, real half_saturation, real slope) {
    int weeks = num_elements(a);
    return append_row(rep_vector(0, first - 1),
                      inv_logit(slope * (log(a[first:weeks]) - log(half_saturation))));
  }

  // The same curve of the same adstock with few operations for autodiff to record: one fma per week,
  // and the factor 1 - decay taken into the half saturation.
  vector hill_of_adstock(vector s, int first, real decay, real half_saturation, real slope) {
    int weeks = num_elements(s) - first + 1;
    vector[weeks] a;
    a[1] = s[first];
    for (t in 2:weeks)
      a[t] = fma(decay, a[t - 1], s[first + t - 1]);
    return append_row(rep_vector(0, first - 1),
                      inv_logit(slope * (log(a) - (log(half_saturation) - log1m(decay)))));
  }
